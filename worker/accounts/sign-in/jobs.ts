import { dateFormat } from '../../lib/date-format'
import { timeOf } from '../../lib/id'
import type { Job } from '../../notifications/jobs'
import { changedLetter, emailLetter, signInLetter } from './email.view'
import { tokenOf, waitingAs, waitingToTell } from './link.token'
import { findMailed } from './queries'
import { LINK_MINUTES } from './rules'

/**
 * Mails a link to sign in. The outbox names the link's id alone: its token is made again from the
 * hub's secret, and by the token's hash the address is found.
 */
export const mailLink: Job = async ({ env, db, hub, origin, now }, { subject, detail }) => {
  if (!env.HUB_SECRET) return 'nobody'
  const token = await tokenOf(env.HUB_SECRET, 'sign-in', subject)
  const to = await findMailed(db, await waitingAs('sign-in', token), now)
  if (!to) return 'nobody'
  const link = `${origin}${hub.paths.signInLink(token, detail ?? undefined)}`
  return signInLetter({ hub, to, link, minutes: LINK_MINUTES })
}

/** Mails a link by which a member shows that an address is theirs; found in the same way. */
export const mailProof: Job = async ({ env, db, hub, origin, now }, { subject }) => {
  if (!env.HUB_SECRET) return 'nobody'
  const token = await tokenOf(env.HUB_SECRET, 'e-mail', subject)
  const to = await findMailed(db, await waitingAs('e-mail', token), now)
  if (!to) return 'nobody'
  const link = `${origin}${hub.paths.ownEmailLink(token)}`
  return emailLetter({ hub, to, link, minutes: LINK_MINUTES })
}

/** Tells an address that it lets nobody in any more: whoever reads it may not know. */
export const mailChange: Job = async ({ db, hub, origin, now }, { subject }) => {
  const to = await findMailed(db, waitingToTell(subject), now)
  if (!to) return 'nobody'
  const { language, timezone: timeZone } = hub
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  const when = dateFormat(language, style).format(timeOf(subject))
  return changedLetter({ hub, to, when, link: `${origin}${hub.paths.signIn()}` })
}
