/** Whether a text holds an offer: `<Offer id="…" />`. */
export const containsOffer = ({ body = '' }: { body?: string | undefined }): boolean =>
  /<Offer\b/.test(body)
