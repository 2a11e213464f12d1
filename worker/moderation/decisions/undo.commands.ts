import { sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { type CommentAction, commentActions } from '../../discussion/comments/state.rules'
import type { Comment } from '../../discussion/comments/table'
import { type ActionResult } from '../../discussion/decisions/actions.commands'
import { applyTransition } from '../../discussion/decisions/transition.commands'
import type { DecisionContext } from '../../audit/commands'
import { sideEffects } from '../../discussion/decisions/side-effects.commands'
import {
  findConversationRow,
  findEntry,
  findModerationTarget,
  findUndoEntry,
  type ModerationTarget,
} from '../../discussion/decisions/load.queries'
import {
  flagStorage,
  type Flag,
  setFlag,
  type FlagTarget,
  flags,
  conversationFlags,
  reviewed,
  type FlagValue,
} from '../../discussion/decisions/flag.commands'
import { topicActions, undoTopicAction } from './undo-topic.commands'
import { isUndone, type LogRow } from '../../audit/table'

/** The act of an entry of the audit log; for an undo, the act that it undid. */
export const actOf = ({ act, detail }: Pick<LogRow, 'act' | 'detail'>): string =>
  act === 'undoing' ? String(detail?.['act']) : act

const isStateAction = (act: string): act is CommentAction =>
  (commentActions as readonly string[]).includes(act)
const isFlag = (act: string): act is Flag => (flags as readonly string[]).includes(act)

const isOfConversation = (act: string): act is keyof typeof conversationFlags =>
  Object.hasOwn(conversationFlags, act)

const isOfTopic = (act: string): act is (typeof topicActions)[number] =>
  (topicActions as readonly string[]).includes(act)

/** Whether an entry is of a kind that can be undone. */
export const isUndoable = (entry: Pick<LogRow, 'act' | 'detail'>): boolean =>
  entry.detail !== null &&
  [isStateAction, isFlag, isOfConversation, isOfTopic].some((isOne) => isOne(actOf(entry)))

/** Undoes a change of state, if the comment has not changed since. */
const undoStateChange = async (
  deciding: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  entry: LogRow,
  judged: ModerationTarget,
): Promise<ActionResult> => {
  const { comment, kept } = judged
  const detail = entry.detail!
  const from = detail['to'] as Comment['state']
  const to = detail['from'] as Comment['state']
  if (comment.state === 'removed' && !kept) return { refused: 'over', target: judged }
  if (comment.state !== from || comment.stateAt?.getTime() !== entry.at.getTime())
    return { refused: 'changed', target: judged }
  if ((comment.revisedAt ?? entry.at) > entry.at) return { refused: 'revised', target: judged }
  const done = await applyTransition(deciding, hub, {
    act: actOf(entry) as CommentAction,
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
  return done ? { done, target: judged } : { refused: 'changed', target: judged }
}

/** How each flag that can be undone is stored. */
const undoableFlags = { ...flagStorage, ...conversationFlags, approval: reviewed }

/** Undoes a flag, if it has not changed since. */
const undoFlag = async (
  deciding: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  entry: LogRow,
  marked: FlagTarget,
  judged?: ModerationTarget,
): Promise<ActionResult> => {
  const act = actOf(entry) as keyof typeof undoableFlags
  const kept = undoableFlags[act]
  const { from, to } = entry.detail as { from: FlagValue; to: FlagValue }
  if (kept.read(marked) !== to) return { refused: 'changed', target: judged }
  const done = await setFlag(
    deciding,
    marked,
    {
      act,
      storage: kept,
      from: to,
      to: from,
      reason: null,
      undoes: entry.id,
      condition: sql`not ${isUndone(entry.id)}`,
    },
    (isDecided) => {
      if (act !== 'approval' || !judged) return []
      // Back to the earlier review, or to none.
      const takesBack = Number(from) < Number(to) ? entry.at : undefined
      return sideEffects(
        deciding,
        hub,
        { act, comment: judged.comment, rule: null, takesBack },
        isDecided,
      )
    },
  )
  return done ? { done, target: judged } : { refused: 'changed', target: judged }
}

/** Undoes a decision; undoing the undo applies it again. */
export const undoDecision = async (
  deciding: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  id: string,
): Promise<ActionResult> => {
  const { db, by } = deciding
  const entry = await findEntry(db, id)
  if (!entry) return { refused: 'missing' }
  if (!isUndoable(entry)) return { refused: 'not-undoable' }
  const undone = await findUndoEntry(db, id)
  if (undone) return undone.by === by ? { done: undone.id } : { refused: 'undone' }
  const act = actOf(entry)
  if (isOfTopic(act)) {
    const done = await undoTopicAction(deciding, entry, act)
    return done ? { done } : { refused: 'changed' }
  }
  if (isOfConversation(act)) {
    const conversation = await findConversationRow(db, entry.subject)
    return undoFlag(deciding, hub, entry, { conversation })
  }
  const judged = await findModerationTarget(db, entry.subject)
  if (!judged) return { refused: 'missing' }
  // Keeping a reported comment changed no state.
  const isTurn = isStateAction(act) && typeof entry.detail!['to'] === 'string'
  return isTurn
    ? undoStateChange(deciding, hub, entry, judged)
    : undoFlag(deciding, hub, entry, judged, judged)
}
