import { emailWithLink, houseOf, type LinkEmail } from '../../notifications/link-email.view'
import type { Email } from '../../notifications/view'
import { emailTexts } from './messages'

type Expiring = LinkEmail & { minutes: number }

/** The email with the sign-in link. It does not depend on whether the hub knows the address. */
export const signInEmail = (email: Expiring): Email =>
  emailWithLink(email, emailTexts['sign-in'](houseOf(email.hub), email.minutes))

/** The email with which a member proves an address. It does not depend on who else has the address. */
export const addressProofEmail = (email: Expiring): Email =>
  emailWithLink(email, emailTexts.proof(houseOf(email.hub), email.minutes))

/**
 * The email to a member’s former address after a change. It does not contain the new one.
 *
 * @param email.when the date and time of the change, formatted
 */
export const addressChangedEmail = (email: LinkEmail & { when: string }): Email =>
  emailWithLink(email, emailTexts.changed(houseOf(email.hub), email.when))
