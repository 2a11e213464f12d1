import { isBanned } from '../../accounts/members/ban.rules'
import { findGuest, findMember } from '../../accounts/members/queries'
import type { Job } from '../../notifications/jobs'
import { leavingEmail } from './email.view'
import { LEAVING_HOURS, leavingToken } from './leaving.token'

/**
 * Outbox job: emails a guest or a banned member the link to export and erasure. Any other member
 * gets a link to the sign-in page.
 */
export const emailLeavingLink: Job = async ({ env, db, hub, origin, now }, { subject }) => {
  const [guest, member] = await Promise.all([findGuest(db, subject), findMember(db, subject)])
  if (member?.emailVerified && !isBanned(member, now)) {
    const link = `${origin}${hub.paths.signIn({ returnTo: hub.paths.leaving() })}`
    return leavingEmail({ hub, to: member.email, link })
  }
  const recipient = member?.emailVerified ? member : guest
  if (!recipient || !env.HUB_SECRET) return 'nobody'
  const token = await leavingToken(env.HUB_SECRET, recipient, now)
  const link = `${origin}${hub.paths.guestLeaving(token)}`
  return leavingEmail({ hub, to: recipient.email, link, hours: LEAVING_HOURS })
}
