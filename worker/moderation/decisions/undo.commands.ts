import { sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { type CommentAction, commentActions } from '../../discussion/comments/state.rules'
import type { Comment } from '../../discussion/comments/table'
import { type ActionResult } from '../../discussion/decisions/actions.commands'
import { applyTransition } from '../../discussion/decisions/transition.commands'
import type { Deciding } from '../../audit/commands'
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
import { topicActs, undoOfTopic } from './undo-topic.commands'
import type { LogRow } from '../../audit/table'

/** What an entry of the record did; of one that took something back, what it did again. */
export const actOf = ({ act, detail }: Pick<LogRow, 'act' | 'detail'>): string =>
  act === 'undoing' ? String(detail?.['act']) : act

const isLife = (act: string): act is CommentAction =>
  (commentActions as readonly string[]).includes(act)
const isMark = (act: string): act is Flag => (flags as readonly string[]).includes(act)

const isOfConversation = (act: string): act is keyof typeof conversationFlags =>
  Object.hasOwn(conversationFlags, act)

const isOfTopic = (act: string): act is (typeof topicActs)[number] =>
  (topicActs as readonly string[]).includes(act)

/** Whether an entry can be taken back at all, if nothing has changed since. */
export const isUndoable = (entry: Pick<LogRow, 'act' | 'detail'>): boolean =>
  entry.detail !== null &&
  [isLife, isMark, isOfConversation, isOfTopic].some((isOne) => isOne(actOf(entry)))

/** Takes a change of state back, if the comment is as it was left then. */
const turnBack = async (
  deciding: Deciding,
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
        and not exists (select 1 from log u where u.undoes = ${entry.id})`,
    },
  })
  return done ? { done, target: judged } : { refused: 'changed', target: judged }
}

/** How each is kept that can be taken back. */
const backBy = { ...flagStorage, ...conversationFlags, approval: reviewed }

/** Takes a mark back, if it is still what it was made then. */
const markBack = async (
  deciding: Deciding,
  hub: Pick<Hub, 'desk'>,
  entry: LogRow,
  marked: FlagTarget,
  judged?: ModerationTarget,
): Promise<ActionResult> => {
  const act = actOf(entry) as keyof typeof backBy
  const kept = backBy[act]
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
      condition: sql`not exists (select 1 from log u where u.undoes = ${entry.id})`,
    },
    (isDecided) => {
      if (act !== 'approval' || !judged) return []
      // Back to when nobody, or somebody earlier, had looked at it.
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

/** Takes a decision back; taking that back in turn makes it again. */
export const undo = async (
  deciding: Deciding,
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
    const done = await undoOfTopic(deciding, entry, act)
    return done ? { done } : { refused: 'changed' }
  }
  if (isOfConversation(act)) {
    const conversation = await findConversationRow(db, entry.subject)
    return markBack(deciding, hub, entry, { conversation })
  }
  const judged = await findModerationTarget(db, entry.subject)
  if (!judged) return { refused: 'missing' }
  // A reported comment that was let stand changed no state.
  const isTurn = isLife(act) && typeof entry.detail!['to'] === 'string'
  return isTurn
    ? turnBack(deciding, hub, entry, judged)
    : markBack(deciding, hub, entry, judged, judged)
}
