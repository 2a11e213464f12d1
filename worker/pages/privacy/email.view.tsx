import { emailWithLink, houseOf, type LinkEmail } from '../../notifications/link-email.view'
import type { Email } from '../../notifications/view'
import { dataLinkText } from './messages'

/**
 * The email with the link to export and erasure, or for a member with the link to sign in. Contains
 * nothing that was typed into the form: it may not come from the person whose address it is.
 *
 * @param email.hours how long the link works; `undefined` for the sign-in page
 */
export const dataLinkEmail = (email: LinkEmail & { hours?: number }): Email =>
  emailWithLink(email, dataLinkText(houseOf(email.hub), email.hours))
