import type { Email } from '../view'
import { writeEmail } from './email.view'
import type { EmailHub } from './layout.view'
import { linkEmailTexts, type LinkEmailText } from './messages'
import { hubName } from './rules'

/*
 * Emails around one link, which a person asks for. Nothing in them was typed: anyone can make the hub
 * send one to a stranger's address.
 */

/** Whom an email with a link goes to, and where the link leads. */
export interface LinkEmail {
  hub: EmailHub
  origin: string
  to: string
  link: string
}

type Expiring = LinkEmail & { minutes: number }

const aroundLink = (
  { link, ...email }: LinkEmail,
  { subject, heading, before, label, after }: LinkEmailText,
): Email =>
  writeEmail({
    ...email,
    subject,
    heading,
    blocks: [...before.map((p) => ({ p })), { button: label, href: link }, { small: after }],
  })

/** The email with the sign-in link. It does not depend on whether the hub knows the address. */
export const signInEmail = (email: Expiring): Email =>
  aroundLink(email, linkEmailTexts['sign-in'](hubName(email.hub), email.minutes))

/** The email with which a member proves an address. It does not depend on who else has the address. */
export const addressProofEmail = (email: Expiring): Email =>
  aroundLink(email, linkEmailTexts.proof(hubName(email.hub), email.minutes))

/**
 * The email to a member’s former address after a change. It does not contain the new one.
 *
 * @param email.when the date and time of the change, formatted
 */
export const addressChangedEmail = (email: LinkEmail & { when: string }): Email =>
  aroundLink(email, linkEmailTexts.changed(hubName(email.hub), email.when))

/**
 * The email that asks a guest to confirm their address.
 *
 * @param email.conversation the title of the conversation, if an editor wrote it
 */
export const confirmationEmail = (
  email: LinkEmail & { days: number; conversation: string | undefined },
): Email =>
  aroundLink(email, linkEmailTexts.confirmation(hubName(email.hub), email.days, email.conversation))

/**
 * The email with the link to export and erasure, or for a member with the link to sign in.
 *
 * @param email.hours how long the link works; `undefined` for the sign-in page
 */
export const dataLinkEmail = (email: LinkEmail & { hours?: number }): Email =>
  aroundLink(email, linkEmailTexts.data(hubName(email.hub), email.hours))
