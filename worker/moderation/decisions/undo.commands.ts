import { sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { type HostAct, hostActs } from '../../discussion/comments/state.rules'
import type { Comment } from '../../discussion/comments/table'
import { type Outcome, takeTurn } from '../../discussion/decisions/actions.commands'
import type { Deciding } from '../../audit/commands'
import { follow } from '../../discussion/decisions/side-effects.commands'
import {
  findConversation,
  findEntry,
  findJudged,
  findUndoing,
  type Judged,
} from '../../discussion/decisions/load.queries'
import {
  keptBy,
  type Mark,
  mark,
  type Marked,
  marks,
  ofConversation,
  standing,
  type Value,
} from '../../discussion/decisions/flag.commands'
import { topicActions, undoTopicAction } from './undo-topic.commands'
import { isUndone, type LogRow } from '../../audit/table'

/** The act of an entry of the audit log; for an undo, the act that it undid. */
export const actOf = ({ act, detail }: Pick<LogRow, 'act' | 'detail'>): string =>
  act === 'undoing' ? String(detail?.['act']) : act

const isStateAction = (act: string): act is HostAct => (hostActs as readonly string[]).includes(act)
const isFlag = (act: string): act is Mark => (marks as readonly string[]).includes(act)

const isOfConversation = (act: string): act is keyof typeof ofConversation =>
  Object.hasOwn(ofConversation, act)

const isOfTopic = (act: string): act is (typeof topicActions)[number] =>
  (topicActions as readonly string[]).includes(act)

/** Whether an entry is of a kind that can be undone. */
export const isUndoable = (entry: Pick<LogRow, 'act' | 'detail'>): boolean =>
  entry.detail !== null &&
  [isStateAction, isFlag, isOfConversation, isOfTopic].some((isOne) => isOne(actOf(entry)))

/** Undoes a change of state, if the comment has not changed since. */
const undoStateChange = async (
  deciding: Deciding,
  hub: Pick<Hub, 'desk'>,
  entry: LogRow,
  judged: Judged,
): Promise<Outcome> => {
  const { comment, kept } = judged
  const detail = entry.detail!
  const from = detail['to'] as Comment['state']
  const to = detail['from'] as Comment['state']
  if (comment.state === 'removed' && !kept) return { refused: 'over', judged }
  if (comment.state !== from || comment.stateAt?.getTime() !== entry.at.getTime())
    return { refused: 'changed', judged }
  if ((comment.revisedAt ?? entry.at) > entry.at) return { refused: 'revised', judged }
  const done = await takeTurn(deciding, hub, {
    act: actOf(entry) as HostAct,
    comment,
    from,
    to,
    heldFor: (detail['heldFor'] ?? null) as Comment['heldFor'],
    rule: (detail['rule'] ?? null) as string | null,
    reason: null,
    undoes: {
      entry,
      isSame: sql`x.state_at = ${entry.at.getTime()} and coalesce(x.revised_at, 0) <= ${entry.at.getTime()}
        and not ${isUndone(entry.id)}`,
    },
  })
  return done ? { done, judged } : { refused: 'changed', judged }
}

/** How each flag that can be undone is stored. */
const undoableFlags = { ...keptBy, ...ofConversation, approval: standing }

/** Undoes a flag, if it has not changed since. */
const undoFlag = async (
  deciding: Deciding,
  hub: Pick<Hub, 'desk'>,
  entry: LogRow,
  marked: Marked,
  judged?: Judged,
): Promise<Outcome> => {
  const act = actOf(entry) as keyof typeof undoableFlags
  const kept = undoableFlags[act]
  const { from, to } = entry.detail as { from: Value; to: Value }
  if (kept.read(marked) !== to) return { refused: 'changed', judged }
  const done = await mark(
    deciding,
    marked,
    {
      act,
      kept,
      from: to,
      to: from,
      reason: null,
      undoes: entry.id,
      isFit: sql`not ${isUndone(entry.id)}`,
    },
    (isDecided) => {
      if (act !== 'approval' || !judged) return []
      // Back to the earlier review, or to none.
      const takesBack = Number(from) < Number(to) ? entry.at : undefined
      return follow(
        deciding,
        hub,
        { act, comment: judged.comment, rule: null, takesBack },
        isDecided,
      )
    },
  )
  return done ? { done, judged } : { refused: 'changed', judged }
}

/** Undoes a decision; undoing the undo applies it again. */
export const undo = async (
  deciding: Deciding,
  hub: Pick<Hub, 'desk'>,
  id: string,
): Promise<Outcome> => {
  const { db, by } = deciding
  const entry = await findEntry(db, id)
  if (!entry) return { refused: 'missing' }
  if (!isUndoable(entry)) return { refused: 'not-undoable' }
  const undone = await findUndoing(db, id)
  if (undone) return undone.by === by ? { done: undone.id } : { refused: 'undone' }
  const act = actOf(entry)
  if (isOfTopic(act)) {
    const done = await undoTopicAction(deciding, entry, act)
    return done ? { done } : { refused: 'changed' }
  }
  if (isOfConversation(act)) {
    const conversation = await findConversation(db, entry.subject)
    return undoFlag(deciding, hub, entry, { conversation })
  }
  const judged = await findJudged(db, entry.subject)
  if (!judged) return { refused: 'missing' }
  // Keeping a reported comment changed no state.
  const isTurn = isStateAction(act) && typeof entry.detail!['to'] === 'string'
  return isTurn
    ? undoStateChange(deciding, hub, entry, judged)
    : undoFlag(deciding, hub, entry, judged, judged)
}
