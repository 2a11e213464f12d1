import { sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { DecisionContext } from '../../audit/commands'
import { isUndone, type LogRow } from '../../audit/table'
import type { CommentAction } from '../../discussion/comments/state.rules'
import type { Comment } from '../../discussion/comments/table'
import type { ActionResult } from '../../discussion/decisions/actions.commands'
import {
  conversationFlags,
  flagStorage,
  type FlagTarget,
  type FlagValue,
  reviewed,
  setFlag,
} from '../../discussion/decisions/flag.commands'
import {
  findConversationRow,
  findEntry,
  findModerationTarget,
  findUndoEntry,
  type ModerationTarget,
} from '../../discussion/decisions/load.queries'
import { sideEffects } from '../../discussion/decisions/side-effects.commands'
import { applyTransition } from '../../discussion/decisions/transition.commands'
import { actOf, isConversationFlag, isStateAction, isTopicAction, isUndoable } from './undo.rules'
import { undoTopicAction } from './undo-topic.commands'

/** Undoes a change of state, if the comment has not changed since. */
const undoStateChange = async (
  deciding: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  entry: LogRow,
  target: ModerationTarget,
): Promise<ActionResult> => {
  const { comment, kept } = target
  const detail = entry.detail!
  const from = detail['to'] as Comment['state']
  const to = detail['from'] as Comment['state']
  if (comment.state === 'removed' && !kept) return { refused: 'over', target }
  if (comment.state !== from || comment.stateAt?.getTime() !== entry.at.getTime())
    return { refused: 'changed', target }
  if ((comment.revisedAt ?? entry.at) > entry.at) return { refused: 'revised', target }
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
  return done ? { done, target } : { refused: 'changed', target }
}

/** How each flag that can be undone is stored. */
const undoableFlags = { ...flagStorage, ...conversationFlags, approval: reviewed }

/** Undoes a flag, if it has not changed since. */
const undoFlag = async (
  deciding: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  entry: LogRow,
  flagged: FlagTarget,
  target?: ModerationTarget,
): Promise<ActionResult> => {
  const act = actOf(entry) as keyof typeof undoableFlags
  const storage = undoableFlags[act]
  const { from, to } = entry.detail as { from: FlagValue; to: FlagValue }
  if (storage.read(flagged) !== to) return { refused: 'changed', target }
  const done = await setFlag(
    deciding,
    flagged,
    {
      act,
      storage,
      from: to,
      to: from,
      reason: null,
      undoes: entry.id,
      condition: sql`not ${isUndone(entry.id)}`,
    },
    (isDecided) => {
      if (act !== 'approval' || !target) return []
      // Back to the earlier review, or to none.
      const takesBack = Number(from) < Number(to) ? entry.at : undefined
      return sideEffects(
        deciding,
        hub,
        { act, comment: target.comment, rule: null, takesBack },
        isDecided,
      )
    },
  )
  return done ? { done, target } : { refused: 'changed', target }
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
  if (isTopicAction(act)) {
    const done = await undoTopicAction(deciding, entry, act)
    return done ? { done } : { refused: 'changed' }
  }
  if (isConversationFlag(act)) {
    const conversation = await findConversationRow(db, entry.subject)
    return undoFlag(deciding, hub, entry, { conversation })
  }
  const target = await findModerationTarget(db, entry.subject)
  if (!target) return { refused: 'missing' }
  // Keeping a reported comment changed no state.
  const isStateChange = isStateAction(act) && typeof entry.detail!['to'] === 'string'
  return isStateChange
    ? undoStateChange(deciding, hub, entry, target)
    : undoFlag(deciding, hub, entry, target, target)
}
