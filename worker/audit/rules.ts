/** The longest reason of a decision, in characters. */
export const REASON_LIMIT = 500

/** `by` of a decision made with `npm run hub`. */
export const COMMAND_LINE = 'command-line'

/** In place of the id of an erased member. */
export const FORMER_MEMBER = 'former-member'
