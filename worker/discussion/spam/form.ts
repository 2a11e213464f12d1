import { checkbox, raw } from '../../lib/form-fields'

/** The name of the honeypot: a field that people do not see, and that programs fill. */
export const HONEYPOT = 'subject'

/** What Turnstile's widget calls its field. */
export const TURNSTILE_FIELD = 'cf-turnstile-response'

/** What a form carries against spam, besides what people type. */
export const guardFields = {
  drawn: raw({ meaning: 'When the form was drawn, under the hub’s seal: copied from the form.' }),
  [HONEYPOT]: checkbox({ meaning: 'A honeypot: whatever fills it is held as spam.' }),
}

/** What a guest's browser got from Turnstile, where the hub asks for it. */
export const proofField = {
  [TURNSTILE_FIELD]: raw({ meaning: 'The token of Turnstile, where the hub asks guests for one.' }),
}

/** What a form brought along against spam. */
export interface GuardInput {
  drawn: string
  [HONEYPOT]: boolean
}
