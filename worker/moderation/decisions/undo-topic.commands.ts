import { findConversationRow } from '../../discussion/decisions/load.queries'
import type { Deciding } from '../../audit/commands'
import type { LogRow } from '../../audit/table'
import { mergeTopic, unmergeTopic } from '../../discussion/topics/merge.commands'
import { moveTopic } from '../../discussion/topics/move.commands'

/** What hosts do with a topic, and can take back. */
export const topicActs = ['move', 'merger'] as const

/**
 * Takes back what was done with a topic, or does again what was taken back; nothing, where it is not
 * as it was left then.
 *
 * @param act what the entry did, or took back
 */
export const undoOfTopic = async (
  deciding: Deciding,
  { id, subject, detail, act: entered }: LogRow,
  act: (typeof topicActs)[number],
): Promise<string | undefined> => {
  const [from, to] = [detail?.['from'], detail?.['to']]
  const again = { reason: null, undoes: id }
  if (act === 'move')
    return moveTopic(deciding, { id: subject, space: String(to) }, String(from), again)
  const { opening } = await findConversationRow(deciding.db, subject)
  if (!opening) return undefined
  const into = String(entered === 'undoing' && to === null ? from : to)
  const merging = { topic: subject, opening, into }
  return entered === 'undoing' && to === null
    ? mergeTopic(deciding, merging, again)
    : unmergeTopic(deciding, merging, id)
}
