import { dateFormat } from '../../lib/date-format'
import { timeOf } from '../../lib/id'
import {
  addressChangedEmail,
  addressProofEmail,
  signInEmail,
} from '../../notifications/email/link.view'
import type { Job } from '../../notifications/jobs'
import { linkToken, linkIdentifier, addressChangeIdentifier } from './link.token'
import { findLinkEmail } from './queries'
import { LINK_MINUTES } from './rules'

/**
 * Outbox job: emails a sign-in link. The outbox holds only the id of the link: the token is derived
 * from it with the hub’s secret, and the address is found by the hash of the token.
 */
export const emailSignInLink: Job = async ({ env, db, hub, origin, now }, { subject, detail }) => {
  if (!env.HUB_SECRET) return 'not-due'
  const token = await linkToken(env.HUB_SECRET, 'sign-in', subject)
  const to = await findLinkEmail(db, await linkIdentifier('sign-in', token), now)
  if (!to) return 'not-due'
  const link = `${origin}${hub.paths.signInLink(token, detail ?? undefined)}`
  return signInEmail({ hub, origin, to, link, minutes: LINK_MINUTES })
}

/** Outbox job: emails a link that confirms a member’s address. */
export const emailAddressProof: Job = async ({ env, db, hub, origin, now }, { subject }) => {
  if (!env.HUB_SECRET) return 'not-due'
  const token = await linkToken(env.HUB_SECRET, 'e-mail', subject)
  const to = await findLinkEmail(db, await linkIdentifier('e-mail', token), now)
  if (!to) return 'not-due'
  const link = `${origin}${hub.paths.ownEmailLink(token)}`
  return addressProofEmail({ hub, origin, to, link, minutes: LINK_MINUTES })
}

/** Outbox job: notifies the former address, in case another person changed it. */
export const emailAddressChange: Job = async ({ db, hub, origin, now }, { subject }) => {
  const to = await findLinkEmail(db, addressChangeIdentifier(subject), now)
  if (!to) return 'not-due'
  const { language, timezone: timeZone } = hub
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  const when = dateFormat(language, style).format(timeOf(subject))
  return addressChangedEmail({ hub, origin, to, when, link: `${origin}${hub.paths.signIn()}` })
}
