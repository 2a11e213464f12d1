import type { DecisionContext } from '../../audit/commands'
import type { LogRow } from '../../audit/table'
import { findConversationRow } from '../../discussion/decisions/load.queries'
import { mergeTopic, unmergeTopic } from '../../discussion/topics/merge.commands'
import { moveTopic } from '../../discussion/topics/move.commands'
import type { TopicAction } from './undo.rules'

/**
 * Undoes or redoes an action on a topic. The id of the new entry; `undefined` if the topic has
 * changed since.
 *
 * @param act what the entry did, or undid
 */
export const undoTopicAction = async (
  deciding: DecisionContext,
  { id, subject, detail, act: logged }: LogRow,
  act: TopicAction,
): Promise<string | undefined> => {
  const [from, to] = [detail?.['from'], detail?.['to']]
  const undoing = { reason: null, undoes: id }
  if (act === 'move')
    return moveTopic(deciding, { id: subject, space: String(to) }, String(from), undoing)
  const { opening } = await findConversationRow(deciding.db, subject)
  if (!opening) return undefined
  const isRedo = logged === 'undoing' && to === null
  const merger = { topic: subject, opening, into: String(isRedo ? from : to) }
  return isRedo ? mergeTopic(deciding, merger, undoing) : unmergeTopic(deciding, merger, id)
}
