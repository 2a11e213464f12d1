import { checkbox, raw } from '../../lib/form-fields'

/** The name of the honeypot: a field that people do not see and programs fill in. */
export const HONEYPOT = 'subject'

/** The name of the field of Turnstile's widget. */
export const TURNSTILE_FIELD = 'cf-turnstile-response'

/** The fields of a form's spam protection. */
export const guardFields = {
  drawn: raw({ meaning: 'The signed time at which the form was rendered, copied from the form.' }),
  [HONEYPOT]: checkbox({ meaning: 'The honeypot: if it is filled in, the comment is held.' }),
}

/** The token from Turnstile, if the hub asks guests for one. */
export const proofField = {
  [TURNSTILE_FIELD]: raw({ meaning: 'The token from Turnstile, if the hub asks guests for one.' }),
}

/** The values of the spam protection's fields. */
export interface GuardInput {
  drawn: string
  [HONEYPOT]: boolean
}
