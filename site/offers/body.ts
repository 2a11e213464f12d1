/** Whether a text contains an offer: `<Offer id="…" />`. */
export const containsOffer = ({ body = '' }: { body?: string | undefined }): boolean =>
  /<Offer\b/.test(body)
