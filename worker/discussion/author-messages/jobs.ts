import { HOUSE_RULES } from '../../../site/contract/paths'
import { findConversation } from '../conversations/topics.queries'
import { mayAuthorRead } from '../../accounts/access/readers.queries'
import { decisionEmail } from '../../notifications/email/host-message.view'
import type { Job } from '../../notifications/jobs'
import { findMessage } from './queries'

/** Emails a host's message to the comment's author; nothing if it was withdrawn since. */
export const emailAuthor: Job = async ({ db, hub, origin, now }, { detail }) => {
  const found = await findMessage(db, detail?.['message'] ?? '')
  if (!found?.email) return 'not-due'
  const { message, email } = found
  if (message.kind === 'idea') return 'not-due'
  const current = await findConversation(db, hub, found.conversation ?? '')
  // If the author may no longer read the space, the email does not name the conversation.
  const isReadable = current && (await mayAuthorRead({ db, hub, now }, message, current))
  const conversation = isReadable ? current : undefined
  const comment = hub.paths.comment(message.comment ?? '')
  const place = conversation ? hub.paths.conversation(conversation) : hub.paths.home()
  return decisionEmail({
    hub,
    origin,
    to: email,
    conversation: conversation?.title ?? hub.title,
    kind: message.kind,
    body: message.body,
    rule: hub.desk.rules.find(({ id }) => id === message.rule),
    link: `${origin}${conversation && message.kind !== 'removal' ? comment : place}`,
    ...(hub.pages.includes(HOUSE_RULES) && { rules: `${origin}${hub.paths.page(HOUSE_RULES)}` }),
  })
}
