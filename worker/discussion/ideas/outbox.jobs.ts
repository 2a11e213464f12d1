import { conversationById } from '../conversations/rules'
import { currentConversation, withMerged } from '../conversations/topics.queries'
import { listIdeaMessages } from '../author-messages/queries'
import type { ManyJob, SendContext } from '../../notifications/jobs'
import type { OutboxRow } from '../../notifications/table'
import { mayMembersRead } from '../../accounts/access/readers.queries'
import { stopPageOf } from '../../notifications/email/jobs'
import { eventSentences } from '../../notifications/email/messages'
import { notificationEmail } from '../../notifications/email/notification.view'
import type { Email } from '../../notifications/view'

/** The messages of rows whose recipients may still read the idea, by the id of the message. */
const listReadable = async ({ db, hub, now }: SendContext, rows: OutboxRow[]) => {
  const found = await listIdeaMessages(
    db,
    rows.map(({ detail }) => detail?.['message'] ?? ''),
  )
  const ids = found.flatMap(({ message }) => message.conversation ?? [])
  const knowing = await withMerged(db, hub, [...new Set(ids)])
  const known = found.flatMap(({ message, email }) => {
    const { conversation: id, memberId, status } = message
    const conversation = id && conversationById(knowing, id)
    const current = id && currentConversation(knowing, id)
    if (!conversation || !current || !memberId || !status || current.isListed === false) return []
    return [{ message, email, conversation, current, memberId, status }]
  })
  const may = await mayMembersRead(
    { db, hub, now },
    known.map(({ memberId, current }) => [memberId, current]),
  )
  return new Map(known.filter((_, at) => may[at]).map((one) => [one.message.id, one]))
}

type ReadableMessage =
  Awaited<ReturnType<typeof listReadable>> extends Map<string, infer One> ? One : never

const statusEmail = async (sending: SendContext, one: ReadableMessage): Promise<Email> => {
  const { hub, origin } = sending
  const { message, email, conversation, memberId, status } = one
  const { id, title } = conversation
  const isOwn = conversation.startedBy === memberId
  const reason = isOwn ? 'ownIdea' : 'voter'
  const link = `${origin}${hub.paths.conversation(conversation)}`
  const says = eventSentences.status(isOwn, status)
  return notificationEmail({
    hub,
    origin,
    to: email,
    reason,
    conversation: { id, title, link },
    items: [{ says, action: 'idea', link, text: message.body }],
    stop: await stopPageOf(sending, { kind: 'member', id: memberId }, reason, id),
  })
}

/**
 * Emails the new status of an idea to voters who may still read it, also after it was merged into
 * another one, to which its address redirects. The queries: the messages, the idea and up to five
 * merges, and who may read.
 */
export const emailVoters: ManyJob = {
  queries: 10,
  handle: async (sending, rows) => {
    const readable = await listReadable(sending, rows)
    return Promise.all(
      rows.map(({ detail }) => {
        const one = readable.get(detail?.['message'] ?? '')
        return one ? statusEmail(sending, one) : 'not-due'
      }),
    )
  },
}
