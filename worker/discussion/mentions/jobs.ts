import { findConversation } from '../conversations/topics.queries'
import { isBanned } from '../../accounts/members/ban.rules'
import type { Job } from '../../notifications/jobs'
import { mayMemberRead } from '../../accounts/access/readers.queries'
import { mentionEmail } from './email.view'
import { findMention } from './queries'

/** Emails a member that they were mentioned, if the comment is still published and they may read it. */
export const emailMention: Job = async ({ db, hub, origin, now }, { subject, detail }) => {
  const comment = detail?.['comment'] ?? ''
  const found = await findMention(db, comment, subject)
  const conversation = found && (await findConversation(db, hub, found.conversation))
  if (!found || !conversation || isBanned(found, now)) return 'not-due'
  if (conversation.isListed === false || conversation.comments === 'none') return 'not-due'
  if (!(await mayMemberRead({ db, hub, now }, subject, conversation))) return 'not-due'
  return mentionEmail({
    hub,
    to: found.email,
    by: found.name,
    conversation: conversation.title,
    link: `${origin}${found.opens ? hub.paths.conversation(conversation) : hub.paths.comment(comment)}`,
    me: `${origin}${hub.paths.me()}#mentions`,
  })
}
