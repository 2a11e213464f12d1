import type { Hub } from '../../../site/contract/hub'
import {
  type CommentAction,
  commentActions,
  type State,
  statesAfter,
} from '../comments/state.rules'
import type { Comment } from '../comments/table'
import { findConversation } from '../conversations/topics.queries'
import { lengthOf } from '../../lib/clean-text'
import type { DecisionContext } from '../../audit/commands'
import { sideEffects } from './side-effects.commands'
import { applyTransition } from './transition.commands'
import {
  findConversationRow,
  findModerationTarget,
  findLatestEntry,
  type ModerationTarget,
} from './load.queries'
import {
  flagComment,
  type FlagRequest,
  isUnchanged,
  reviewed,
  setFlag,
  toggleFlag,
} from './flag.commands'
import { type Flag, flags } from './flag.rules'
import { REASON_LIMIT } from '../../audit/rules'

/*
 * Decisions of hosts about a comment or a conversation. Each depends on its own row in the audit log,
 * and that on the current state of the comment: of two hosts at the same time one decides, and a form
 * sent twice decides once.
 */

/** A decision about a comment or a conversation, by its name in the audit log. */
export type ModerationAction = CommentAction | Flag
export const moderationActions: readonly ModerationAction[] = [...commentActions, ...flags]

/** What a host decides. */
export interface ActionRequest extends Omit<FlagRequest, 'act'> {
  act: ModerationAction
  /** The id of the house rule of a removal. */
  rule?: string | undefined
  /** The states in which the host saw the comment; without it, any. */
  seen?: readonly State[] | undefined
}

/** Why nothing was decided. */
export type ActionRefusal =
  | 'missing'
  | 'changed'
  | 'already'
  | 'not-now'
  | 'resting'
  | 'rule'
  | 'reason-too-long'
  | 'undone'
  | 'revised'
  | 'over'
  | 'not-undoable'

/** The id of the audit log row, or why there is none. */
export type ActionResult =
  | { done: string; target?: ModerationTarget | undefined; refused?: undefined; isRepeated?: true }
  | { refused: ActionRefusal; target?: ModerationTarget | undefined; done?: undefined }

const stateOf = ({ comment: { state }, kept }: ModerationTarget): State =>
  state === 'removed' && !kept ? 'erased' : state

/** The next state of the comment; `undefined` if the action is not possible. */
const nextState = (target: ModerationTarget, act: CommentAction): Comment['state'] | undefined => {
  const states = statesAfter(stateOf(target), act) as readonly Comment['state'][]
  return states.length > 1 ? target.kept?.state : states[0]
}

/** What is wrong with the rule or the reason. */
const faultIn = ({ act, rule, reason = '' }: ActionRequest, { desk }: Pick<Hub, 'desk'>) => {
  if (act === 'removal' && !desk.rules.some(({ id }) => id === rule)) return 'rule'
  return lengthOf(reason) > REASON_LIMIT ? 'reason-too-long' : undefined
}

/** A repeated action by the same host counts as done; otherwise it is refused. */
const repeatedOr = async (
  { db, by }: DecisionContext,
  { act, id }: ActionRequest,
  refused: ActionRefusal,
  target: ModerationTarget,
): Promise<ActionResult> => {
  const newest = await findLatestEntry(db, id)
  const isRepeated = newest?.by === by && newest.act === act
  return isRepeated ? { done: newest.id, target, isRepeated: true } : { refused, target }
}

const statesReachedBy = (act: CommentAction): readonly State[] =>
  (['held', 'published', 'faded', 'removed'] as const).flatMap((state) => statesAfter(state, act))

const changeCommentState = async (
  context: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  request: ActionRequest & { act: CommentAction },
  target: ModerationTarget,
): Promise<ActionResult> => {
  const { act, reason, rule = null, together } = request
  const { comment } = target
  const to = nextState(target, act)
  if (comment.heldFor === 'resting') return { refused: 'resting', target }
  if (to === undefined)
    return statesReachedBy(act).includes(stateOf(target))
      ? repeatedOr(context, request, 'already', target)
      : { refused: 'not-now', target }
  if (to === comment.state) return approveReported(context, hub, request, target)
  const done = await applyTransition(context, hub, {
    act,
    comment,
    from: comment.state,
    to,
    heldFor: act === 'holding' ? 'host' : comment.heldFor,
    rule: act === 'removal' ? rule : null,
    reason: reason || null,
    together,
  })
  return done ? { done, target } : repeatedOr(context, request, 'changed', target)
}

/** Approves a published comment that readers reported. */
const approveReported = async (
  context: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  request: ActionRequest,
  target: ModerationTarget,
): Promise<ActionResult> => {
  if (!target.isReported) return repeatedOr(context, request, 'already', target)
  const { reason, together } = request
  const { comment } = target
  const done = await setFlag(
    context,
    target,
    {
      act: 'approval',
      storage: reviewed,
      from: reviewed.read(target),
      to: context.now.getTime(),
      reason: reason || null,
      together,
      condition: isUnchanged(comment),
    },
    (isDecided) => sideEffects(context, hub, { act: 'approval', comment, rule: null }, isDecided),
  )
  return done ? { done, target } : repeatedOr(context, request, 'changed', target)
}

const isFlag = (act: ModerationAction): act is Flag => (flags as readonly string[]).includes(act)

/** Locks or unlocks a conversation. */
const lock = async (context: DecisionContext, request: ActionRequest): Promise<ActionResult> => {
  const conversation = await findConversationRow(context.db, request.id)
  return toggleFlag(context, { ...request, act: 'lock' }, { conversation })
}

/** Applies a host's decision, or says why not. */
export const applyAction = async (
  context: DecisionContext,
  hub: Pick<Hub, 'desk' | 'conversations' | 'topics'>,
  request: ActionRequest,
): Promise<ActionResult> => {
  const { act, id } = request
  const refused = faultIn(request, hub)
  if (act === 'lock') return refused ? { refused } : lock(context, request)
  const target = await findModerationTarget(context.db, id)
  if (!target) return { refused: 'missing' }
  if (refused) return { refused, target }
  if (request.seen && !request.seen.includes(target.comment.state))
    return repeatedOr(context, request, 'changed', target)
  if (!isFlag(act)) return changeCommentState(context, hub, { ...request, act }, target)
  const conversation = await findConversation(context.db, hub, target.comment.conversation)
  if (!conversation) return { refused: 'missing' }
  return flagComment(context, { ...request, act }, target, conversation)
}
