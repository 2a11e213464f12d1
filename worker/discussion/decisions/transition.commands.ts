import { type SQL, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import {
  type DecisionContext,
  hasRoleNow,
  recordDecision,
  type BatchStatement,
} from '../../audit/commands'
import type { LogRow } from '../../audit/table'
import { type CommentAction, statesAfter } from '../comments/state.rules'
import { changeState, type CommentChanges } from '../comments/state-change.commands'
import type { Comment } from '../comments/table'
import { sideEffects } from './side-effects.commands'

/** A change of state by a host. */
export interface Transition {
  act: CommentAction
  comment: Comment
  from: Comment['state']
  to: Comment['state']
  /** Why it is held, or was before. */
  heldFor: Comment['heldFor']
  rule: string | null
  reason: string | null
  together?: string | undefined
  /** The audit log row that this undoes, and SQL for a condition on the comment. */
  undoes?: { entry: LogRow; isSame: SQL }
}

const columnChanges = ({ from, to, heldFor, undoes }: Transition, now: Date): CommentChanges => {
  if (to === 'held') return from === 'removed' ? {} : { heldFor, judgedAt: null }
  return to === 'published' && from !== 'removed' && !undoes ? { judgedAt: now } : {}
}

const detailOf = ({ act, from, to, heldFor, rule, together, undoes }: Transition) => ({
  ...(undoes && { act }),
  from,
  to,
  ...(heldFor && { heldFor }),
  ...(rule && { rule }),
  ...(together && { together }),
})

/** When the decision was made that this undoes; `undefined` for a decision, also a repeated one. */
const undoneAt = ({ act, from, to, undoes }: Transition): Date | undefined =>
  statesAfter(from, act).includes(to) ? undefined : undoes?.entry.at

/** Applies a moderation action: state change, audit log row and side effects, in one batch. */
export const applyTransition = (
  context: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  transition: Transition,
): Promise<string | undefined> => {
  const { db, now } = context
  const { act, comment, from, to, rule, reason, undoes } = transition
  const isAllowed = sql`${hasRoleNow(context, 'host', 'owner')} and exists (
    select 1 from comments x where x.id = ${comment.id} and x.state = ${from}
      and x.held_for is not 'resting' and ${undoes?.isSame ?? sql`true`})`
  return recordDecision(
    context,
    {
      act: undoes ? 'undoing' : act,
      subject: comment.id,
      reason,
      detail: detailOf(transition),
      undoes: undoes?.entry.id ?? null,
    },
    isAllowed,
    (isDecided): BatchStatement[] => [
      ...changeState(db, {
        id: comment.id,
        from: [from],
        to,
        now,
        isDecided,
        hasBackup: to === 'removed',
        changes: columnChanges(transition, now),
      }),
      ...sideEffects(
        context,
        hub,
        { act, comment, rule, takesBack: undoneAt(transition) },
        isDecided,
      ),
    ],
  )
}
