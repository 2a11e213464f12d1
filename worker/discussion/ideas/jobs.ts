import { sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { setConversationFlags } from '../conversations/commands'
import { COMMAND_LINE } from '../../audit/rules'
import type { Db } from '../../env'
import { notifyVoters } from './voter-message.commands'
import { listNotifiedStatuses } from './queries'
import { listPostIdeas } from './rules'

/**
 * What becomes of a post's idea is said in its file: once a build has brought a change, everybody
 * who voted for it is told. Of two that run at once one tells.
 */
export const notifyPostVoters = async (db: Db, hub: Hub, now: Date): Promise<void> => {
  const ideas = listPostIdeas(hub)
  if (ideas.length === 0) return
  const told = await listNotifiedStatuses(
    db,
    ideas.map(({ id }) => id),
  )
  for (const { id, status: before } of told) {
    const { status = 'open', statusReason } = hub.conversations[id]!
    if (status === before) continue
    const reason = statusReason ?? ''
    const became = { conversation: id, status, reason, by: COMMAND_LINE, now }
    const isNews = sql`(select c.status from conversations c where c.id = ${id}) = ${before}`
    const [first, ...more] = notifyVoters(db, became, isNews)
    const kept = setConversationFlags(db, id, { status, statusReason: reason || null }, isNews)
    await db.batch([first!, ...more, kept])
  }
}
