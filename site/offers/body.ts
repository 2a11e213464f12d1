/** Whether a text holds an offer: `<Offer id="…" />`. */
export const holdsOffer = ({ body = '' }: { body?: string | undefined }): boolean =>
  /<Offer\b/.test(body)
