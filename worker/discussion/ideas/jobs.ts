import { sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { setConversationFlags } from '../conversations/commands'
import { COMMAND_LINE } from '../../audit/rules'
import type { Db } from '../../env'
import { notifyVoters } from './voter-message.commands'
import { listNotifiedStatuses } from './queries'
import { listPostIdeas } from './rules'

/** The most ideas in one run, of four statements each. */
const IDEAS_PER_RUN = 2

/**
 * Notifies the voters of posts' ideas whose status in the file has changed since the last build, of
 * two ideas per run. Of two runs at the same time one notifies.
 */
export const notifyPostVoters = async (db: Db, hub: Hub, now: Date): Promise<void> => {
  const ideas = listPostIdeas(hub)
  if (ideas.length === 0) return
  const notified = await listNotifiedStatuses(
    db,
    ideas.map(({ id }) => id),
  )
  const changed = notified.filter(
    (one) => (hub.conversations[one.id]!.status ?? 'open') !== one.status,
  )
  for (const { id, status: before } of changed.slice(0, IDEAS_PER_RUN)) {
    const { status = 'open', statusReason } = hub.conversations[id]!
    const reason = statusReason ?? ''
    const change = { conversation: id, status, reason, by: COMMAND_LINE, now }
    const isNew = sql`(select c.status from conversations c where c.id = ${id}) = ${before}`
    const [first, ...more] = notifyVoters(db, change, isNew)
    const stored = setConversationFlags(db, id, { status, statusReason: reason || null }, isNew)
    await db.batch([first!, ...more, stored])
  }
}
