/** The origin of Cloudflare's Turnstile, for its script and for verifying tokens. */
export const TURNSTILE = 'https://challenges.cloudflare.com'

/** The widget's action; a token for any other action is refused. */
export const TURNSTILE_ACTION = 'comment'
