/** The longest reason of a decision, in characters. */
export const REASON_LIMIT = 500
