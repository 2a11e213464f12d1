import { isBanned } from '../../accounts/members/ban.rules'
import { findGuest, findMember } from '../../accounts/members/queries'
import { dataLinkEmail } from '../../notifications/email/link.view'
import type { Job } from '../../notifications/jobs'
import { DATA_LINK_HOURS, dataLinkToken } from './erasure.token'

/**
 * Outbox job: emails a guest or a banned member the link to export and erasure. Any other member
 * gets a link to the sign-in page.
 */
export const emailDataLink: Job = async ({ env, db, hub, origin, now }, { subject }) => {
  const [guest, member] = await Promise.all([findGuest(db, subject), findMember(db, subject)])
  if (member?.emailVerified && !isBanned(member, now)) {
    const link = `${origin}${hub.paths.signIn({ returnTo: hub.paths.leaving() })}`
    return dataLinkEmail({ hub, origin, to: member.email, link })
  }
  const recipient = member?.emailVerified ? member : guest
  if (!recipient || !env.HUB_SECRET) return 'not-due'
  const token = await dataLinkToken(env.HUB_SECRET, recipient, now)
  const link = `${origin}${hub.paths.guestLeaving(token)}`
  return dataLinkEmail({ hub, origin, to: recipient.email, link, hours: DATA_LINK_HOURS })
}
