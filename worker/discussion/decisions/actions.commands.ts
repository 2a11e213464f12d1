import { type SQL, sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
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
import { flagStorage, setFlag, type FlagTarget, reviewed } from './flag.commands'
import { type Flag, flags } from './flag.rules'
import { REASON_LIMIT } from '../../audit/rules'

/*
 * What hosts decide about a comment or a conversation. Each decision hangs on its own entry in the
 * record, and that on the state in which the comment is at that moment: of two hosts at once one
 * decides, and a form sent twice decides once.
 */

/** All that a host can decide about a comment or a conversation, as the record names it. */
export type ModerationAction = CommentAction | Flag
export const moderationActions: readonly ModerationAction[] = [...commentActions, ...flags]

/** What a host wants. */
export interface ActionRequest {
  act: ModerationAction
  /** The id of the comment; of the conversation, for a lock. */
  id: string
  /** Of a mark: whether it is to be there; without it, the other than it is now. */
  to?: boolean | undefined
  /** By which rule of the house it is removed. */
  rule?: string | undefined
  reason?: string | undefined
  /** The states in which the comment was when the host saw it; without it, any. */
  seen?: readonly State[] | undefined
  /** The first entry of those that are decided at once. */
  together?: string | undefined
  /** Of a mark that not only hosts make: what must be so of whoever makes it. */
  isAllowed?: SQL | undefined
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

/** What came of it: the id of the entry in the record, or why there is none. */
export type ActionResult =
  | { done: string; target?: ModerationTarget | undefined; refused?: undefined; isRepeated?: true }
  | { refused: ActionRefusal; target?: ModerationTarget | undefined; done?: undefined }

const stateOf = ({ comment: { state }, kept }: ModerationTarget): State =>
  state === 'removed' && !kept ? 'erased' : state

/** Where the act leads this comment; nowhere, if it may not be done. */
const nextState = (target: ModerationTarget, act: CommentAction): Comment['state'] | undefined => {
  const ways = statesAfter(stateOf(target), act) as readonly Comment['state'][]
  return ways.length > 1 ? target.kept?.state : ways[0]
}

/** What there is to say of words that came with a decision. */
const faultIn = ({ act, rule, reason = '' }: ActionRequest, { desk }: Pick<Hub, 'desk'>) => {
  if (act === 'removal' && !desk.rules.some(({ id }) => id === rule)) return 'rule'
  return lengthOf(reason) > REASON_LIMIT ? 'reason-too-long' : undefined
}

/** The same again by the same host is done already; what another did is theirs. */
const repeatedOr = async (
  { db, by }: DecisionContext,
  { act, id }: ActionRequest,
  refused: ActionRefusal,
  target: ModerationTarget,
): Promise<ActionResult> => {
  const newest = await findLatestEntry(db, id)
  const isTheirs = newest?.by === by && newest.act === act
  return isTheirs ? { done: newest.id, target, isRepeated: true } : { refused, target }
}

const statesReachedBy = (act: CommentAction): readonly State[] =>
  (['held', 'published', 'faded', 'removed'] as const).flatMap((state) => statesAfter(state, act))

const changeCommentState = async (
  deciding: DecisionContext,
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
      ? repeatedOr(deciding, request, 'already', target)
      : { refused: 'not-now', target }
  if (to === comment.state) return approveReported(deciding, hub, request, target)
  const done = await applyTransition(deciding, hub, {
    act,
    comment,
    from: comment.state,
    to,
    heldFor: act === 'holding' ? 'host' : comment.heldFor,
    rule: act === 'removal' ? rule : null,
    reason: reason || null,
    together,
  })
  return done ? { done, target } : repeatedOr(deciding, request, 'changed', target)
}

/** A comment stands that readers reported. */
const approveReported = async (
  deciding: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  request: ActionRequest,
  target: ModerationTarget,
): Promise<ActionResult> => {
  if (!target.isReported) return repeatedOr(deciding, request, 'already', target)
  const { reason, together } = request
  const { comment } = target
  const done = await setFlag(
    deciding,
    target,
    {
      act: 'approval',
      storage: reviewed,
      from: reviewed.read(target),
      to: deciding.now.getTime(),
      reason: reason || null,
      together,
      condition: isUnchanged(comment),
    },
    (isDecided) => sideEffects(deciding, hub, { act: 'approval', comment, rule: null }, isDecided),
  )
  return done ? { done, target } : repeatedOr(deciding, request, 'changed', target)
}

/** Whether a comment is still in the state in which it was read. */
const isUnchanged = ({ id, state }: Comment): SQL =>
  sql`exists (select 1 from comments x where x.id = ${id} and x.state = ${state})`

const isFlag = (act: ModerationAction): act is Flag => (flags as readonly string[]).includes(act)

/** What may be pinned or settle a question must be there for all to read, and no mark is on what is gone. */
const canBeFlagged = (
  act: Flag,
  { comment }: ModerationTarget,
  { kind }: Pick<Conversation, 'kind'>,
): boolean => {
  if (act === 'acceptance' && kind !== 'question') return false
  return act === 'pin' || act === 'acceptance'
    ? comment.state === 'published' && !comment.opens
    : comment.state !== 'removed'
}

/** Marks something, or takes the mark away. */
const toggleFlag = async (
  deciding: DecisionContext,
  { act, id, to: wish, reason, together, isAllowed }: ActionRequest & { act: Flag },
  flagTarget: FlagTarget,
): Promise<string | 'same' | undefined> => {
  const kept = flagStorage[act]
  const isOn = kept.isOn(flagTarget)
  const before = async () => {
    const newest = await findLatestEntry(deciding.db, id)
    return newest?.act === act && newest.by === deciding.by ? newest : undefined
  }
  if (wish === isOn) return (await before())?.id ?? 'same'
  const to = isOn ? kept.off(flagTarget) : kept.on(flagTarget, deciding.now)
  const done = await setFlag(deciding, flagTarget, {
    act,
    storage: kept,
    from: kept.read(flagTarget),
    to,
    reason: reason || null,
    together,
    isAllowed,
    ...(flagTarget.comment && { condition: isUnchanged(flagTarget.comment) }),
  })
  if (done || wish === undefined) return done
  // Of two presses at once the second finds done what it wants.
  const twin = await before()
  return twin?.detail?.['to'] === to ? twin.id : undefined
}

/** Locks a conversation, or opens it again. */
const lock = async (deciding: DecisionContext, request: ActionRequest): Promise<ActionResult> => {
  const conversation = await findConversationRow(deciding.db, request.id)
  const done = await toggleFlag(deciding, { ...request, act: 'lock' }, { conversation })
  return resultOf(done)
}

const resultOf = (done: string | undefined, target?: ModerationTarget): ActionResult => {
  if (done === 'same') return { refused: 'already', target }
  return done ? { done, target } : { refused: 'changed', target }
}

/** Carries out what a host wants, or says why not. */
export const applyAction = async (
  deciding: DecisionContext,
  hub: Pick<Hub, 'desk' | 'conversations' | 'topics'>,
  request: ActionRequest,
): Promise<ActionResult> => {
  const { act, id } = request
  const refused = faultIn(request, hub)
  if (act === 'lock') return refused ? { refused } : lock(deciding, request)
  const target = await findModerationTarget(deciding.db, id)
  if (!target) return { refused: 'missing' }
  if (refused) return { refused, target }
  if (request.seen && !request.seen.includes(target.comment.state))
    return repeatedOr(deciding, request, 'changed', target)
  if (!isFlag(act)) return changeCommentState(deciding, hub, { ...request, act }, target)
  const conversation = await findConversation(deciding.db, hub, target.comment.conversation)
  if (!conversation) return { refused: 'missing' }
  const isTaken = flagStorage[act].isOn(target)
  // A mark can always be taken away.
  if (!isTaken && !canBeFlagged(act, target, conversation)) return { refused: 'not-now', target }
  return resultOf(await toggleFlag(deciding, { ...request, act }, target), target)
}
