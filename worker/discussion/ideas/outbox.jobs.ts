import { conversationById } from '../conversations/rules'
import { currentConversation, withMerged } from '../conversations/topics.queries'
import { findIdeaMessage } from '../author-messages/queries'
import type { Job } from '../../notifications/jobs'
import { mayMemberRead } from '../../accounts/access/readers.queries'
import { ideaEmail } from './email.view'

/**
 * What became of an idea, to somebody who voted for it and may still read it: also where it was merged
 * into another one since, to which its address leads.
 */
export const emailVoter: Job = async ({ db, hub, origin, now }, { detail }) => {
  const found = await findIdeaMessage(db, detail?.['message'] ?? '')
  const { conversation: id, memberId, status, body } = found?.message ?? {}
  if (!found || !id || !memberId || !status) return 'nobody'
  const knowing = await withMerged(db, hub, [id])
  const [conversation, place] = [conversationById(knowing, id), currentConversation(knowing, id)]
  if (!conversation || !place || place.isListed === false) return 'nobody'
  if (!(await mayMemberRead({ db, hub, now }, memberId, place))) return 'nobody'
  return ideaEmail({
    hub,
    to: found.email,
    idea: conversation.title,
    isOwn: conversation.startedBy === memberId,
    status,
    reason: body ?? '',
    link: `${origin}${hub.paths.conversation(conversation)}`,
    me: `${origin}${hub.paths.me()}`,
  })
}
