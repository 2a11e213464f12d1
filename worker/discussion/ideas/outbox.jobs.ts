import { conversationById } from '../conversations/rules'
import { currentConversation, withMerged } from '../conversations/topics.queries'
import { findIdeaMessage } from '../author-messages/queries'
import { stopPageOf } from '../../notifications/email/jobs'
import { eventSentences } from '../../notifications/email/messages'
import { notificationEmail } from '../../notifications/email/notification.view'
import type { Job } from '../../notifications/jobs'
import { mayMemberRead } from '../../accounts/access/readers.queries'

/**
 * Emails the new status of an idea to a voter who may still read it, also after it was merged into
 * another one, to which its address redirects.
 */
export const emailVoter: Job = async (sending, { detail }) => {
  const { db, hub, origin, now } = sending
  const found = await findIdeaMessage(db, detail?.['message'] ?? '')
  const { conversation: id, memberId, status, body } = found?.message ?? {}
  if (!found || !id || !memberId || !status) return 'not-due'
  const knowing = await withMerged(db, hub, [id])
  const conversation = conversationById(knowing, id)
  const current = currentConversation(knowing, id)
  if (!conversation || !current || current.isListed === false) return 'not-due'
  if (!(await mayMemberRead({ db, hub, now }, memberId, current))) return 'not-due'
  const isOwn = conversation.startedBy === memberId
  const reason = isOwn ? 'ownIdea' : 'voter'
  const link = `${origin}${hub.paths.conversation(conversation)}`
  return notificationEmail({
    hub,
    origin,
    to: found.email,
    reason,
    conversation: { id, title: conversation.title, link },
    items: [{ says: eventSentences.status(isOwn, status), action: 'idea', link, text: body }],
    stop: await stopPageOf(sending, { kind: 'member', id: memberId }, reason, id),
  })
}
