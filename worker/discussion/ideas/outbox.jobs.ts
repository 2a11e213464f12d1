import { conversationById } from '../conversations/rules'
import { currentConversation, withMerged } from '../conversations/topics.queries'
import { findIdeaMessage } from '../author-messages/queries'
import type { Job } from '../../notifications/jobs'
import { mayMemberRead } from '../../accounts/access/readers.queries'
import { ideaEmail } from './email.view'

/**
 * Emails the new status of an idea to a voter who may still read it, also after it was merged into
 * another one, to which its address redirects.
 */
export const emailVoter: Job = async ({ db, hub, origin, now }, { detail }) => {
  const found = await findIdeaMessage(db, detail?.['message'] ?? '')
  const { conversation: id, memberId, status, body } = found?.message ?? {}
  if (!found || !id || !memberId || !status) return 'not-due'
  const knowing = await withMerged(db, hub, [id])
  const conversation = conversationById(knowing, id)
  const current = currentConversation(knowing, id)
  if (!conversation || !current || current.isListed === false) return 'not-due'
  if (!(await mayMemberRead({ db, hub, now }, memberId, current))) return 'not-due'
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
