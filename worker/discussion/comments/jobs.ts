import { isTopic } from '../../../site/contract/conversation'
import { findConversation } from '../conversations/topics.queries'
import { CONFIRMATION_DAYS, confirmationToken } from '../../accounts/members/confirmation.token'
import { findMember } from '../../accounts/members/queries'
import { confirmationEmail } from '../../notifications/email/link.view'
import type { Job } from '../../notifications/jobs'
import { addToOutbox } from '../../notifications/commands'
import { isPublicConversation } from '../../accounts/access/rules'
import { findUnconfirmedComment } from './queries'
import { rerenderLinks } from './rerender.commands'

/** Sets whether search engines follow the links of a member, as their current level allows. */
export const updateMemberLinks: Job = async ({ db, hub, now }, { event, subject, detail }) => {
  const member = await findMember(db, subject)
  if (!member) return 'not-due'
  const level = hub.levels.find(({ id }) => id === member.level)
  const after = detail && { id: detail['id']!, writtenAt: new Date(detail['writtenAt']!) }
  const followed = level?.may.followedLinks ?? false
  const last = await rerenderLinks({ db, hub }, subject, followed, after ?? undefined)
  if (last) {
    const place = { id: last.id, writtenAt: last.writtenAt.toISOString() }
    await addToOutbox(db, { event, subject, detail: place, now })
  }
  return 'done'
}

/** Sends the guest of a held comment the link that confirms their email. */
export const emailConfirmation: Job = async ({ env, db, hub, origin, now }, { subject }) => {
  const found = await findUnconfirmedComment(db, subject)
  if (!found || !env.HUB_SECRET) return 'not-due'
  const { comment, guest } = found
  const token = await confirmationToken(env.HUB_SECRET, guest, now)
  const conversation = await findConversation(db, hub, comment.conversation)
  return confirmationEmail({
    hub,
    origin,
    to: guest.email,
    // The person who typed the address may read more than the person who owns it, and a member may
    // have typed the title of a topic.
    conversation:
      conversation && !isTopic(conversation) && isPublicConversation(hub, conversation)
        ? conversation.title
        : undefined,
    link: `${origin}${hub.paths.confirmation(token)}`,
    days: CONFIRMATION_DAYS,
  })
}
