import { findConversationRow } from '../../discussion/decisions/load.queries'
import type { DecisionContext } from '../../audit/commands'
import type { LogRow } from '../../audit/table'
import { mergeTopic, unmergeTopic } from '../../discussion/topics/merge.commands'
import { moveTopic } from '../../discussion/topics/move.commands'

/** The actions on a topic that can be undone. */
export const topicActions = ['move', 'merger'] as const

/**
 * Undoes or redoes an action on a topic. The id of the new entry; `undefined` if the topic has
 * changed
 * since.
 *
 * @param act what the entry did, or undid
 */
export const undoTopicAction = async (
  deciding: DecisionContext,
  { id, subject, detail, act: entered }: LogRow,
  act: (typeof topicActions)[number],
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
