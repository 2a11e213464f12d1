import { type SQL, sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { type HostAct, hostActs, type State, waysFrom } from '../comments/state.rules'
import { moveComment, type Words } from '../comments/move.commands'
import type { Comment } from '../comments/table'
import { lookUp } from '../conversations/topics.queries'
import { lengthOf } from '../../lib/clean-text'
import { type Deciding, isStill, record, type Statement } from '../../audit/commands'
import { follow } from './side-effects.commands'
import { findConversation, findJudged, findNewest, type Judged } from './load.queries'
import { keptBy, type Mark, mark, type Marked, marks, standing } from './flag.commands'
import { REASON_LIMIT } from '../../audit/rules'
import type { LogRow } from '../../audit/table'

/*
 * What hosts decide about a comment or a conversation. Each decision hangs on its own entry in the
 * record, and that on the state in which the comment is at that moment: of two hosts at once one
 * decides, and a form sent twice decides once.
 */

/** All that a host can decide about a comment or a conversation, as the record names it. */
export type Act = HostAct | Mark
export const acts: readonly Act[] = [...hostActs, ...marks]

/** What a host wants. */
export interface Wanted {
  act: Act
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
export type Refused =
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
export type Outcome =
  | { done: string; judged?: Judged | undefined; refused?: undefined; isRepeated?: true }
  | { refused: Refused; judged?: Judged | undefined; done?: undefined }

/** A comment goes from one state to another. */
export interface Turn {
  act: HostAct
  comment: Comment
  from: Comment['state']
  to: Comment['state']
  /** Why it is held, or was. */
  heldFor: Comment['heldFor']
  rule: string | null
  reason: string | null
  together?: string | undefined
  /** The entry that this takes back, and what must hold of the comment for that. */
  undoes?: { entry: LogRow; isSame: SQL }
}

const wordsOf = ({ from, to, heldFor, undoes }: Turn, now: Date): Words => {
  if (to === 'held') return from === 'removed' ? {} : { heldFor, judgedAt: null }
  return to === 'published' && from !== 'removed' && !undoes ? { judgedAt: now } : {}
}

const detailOf = ({ act, from, to, heldFor, rule, together, undoes }: Turn) => ({
  ...(undoes && { act }),
  from,
  to,
  ...(heldFor && { heldFor }),
  ...(rule && { rule }),
  ...(together && { together }),
})

/** When the decision was taken that this takes back; nothing for one that is taken, or taken again. */
const takenBack = ({ act, from, to, undoes }: Turn): Date | undefined =>
  waysFrom(from, act).includes(to) ? undefined : undoes?.entry.at

/** Takes a decision about a comment's life, on record, with all that follows from it. */
export const takeTurn = (
  deciding: Deciding,
  hub: Pick<Hub, 'desk'>,
  turn: Turn,
): Promise<string | undefined> => {
  const { db, now } = deciding
  const { act, comment, from, to, rule, reason, undoes } = turn
  const isAllowed = sql`${isStill(deciding, 'host', 'owner')} and exists (
    select 1 from comments x where x.id = ${comment.id} and x.state = ${from}
      and x.held_for is not 'resting' and ${undoes?.isSame ?? sql`true`})`
  return record(
    deciding,
    {
      act: undoes ? 'undoing' : act,
      subject: comment.id,
      reason,
      detail: detailOf(turn),
      undoes: undoes?.entry.id ?? null,
    },
    isAllowed,
    (isDecided): Statement[] => [
      ...moveComment(db, {
        id: comment.id,
        from: [from],
        to,
        now,
        isDecided,
        isKept: to === 'removed',
        words: wordsOf(turn, now),
      }),
      ...follow(deciding, hub, { act, comment, rule, takesBack: takenBack(turn) }, isDecided),
    ],
  )
}

const stateOf = ({ comment: { state }, kept }: Judged): State =>
  state === 'removed' && !kept ? 'erased' : state

/** Where the act leads this comment; nowhere, if it may not be done. */
const wayOf = (judged: Judged, act: HostAct): Comment['state'] | undefined => {
  const ways = waysFrom(stateOf(judged), act) as readonly Comment['state'][]
  return ways.length > 1 ? judged.kept?.state : ways[0]
}

/** What there is to say of words that came with a decision. */
const faultIn = ({ act, rule, reason = '' }: Wanted, { desk }: Pick<Hub, 'desk'>) => {
  if (act === 'removal' && !desk.rules.some(({ id }) => id === rule)) return 'rule'
  return lengthOf(reason) > REASON_LIMIT ? 'reason-too-long' : undefined
}

/** The same again by the same host is done already; what another did is theirs. */
const repeated = async (
  { db, by }: Deciding,
  { act, id }: Wanted,
  refused: Refused,
  judged: Judged,
): Promise<Outcome> => {
  const newest = await findNewest(db, id)
  const isTheirs = newest?.by === by && newest.act === act
  return isTheirs ? { done: newest.id, judged, isRepeated: true } : { refused, judged }
}

const leadsTo = (act: HostAct): readonly State[] =>
  (['held', 'published', 'faded', 'removed'] as const).flatMap((state) => waysFrom(state, act))

const turn = async (
  deciding: Deciding,
  hub: Pick<Hub, 'desk'>,
  wanted: Wanted & { act: HostAct },
  judged: Judged,
): Promise<Outcome> => {
  const { act, reason, rule = null, together } = wanted
  const { comment } = judged
  const to = wayOf(judged, act)
  if (comment.heldFor === 'resting') return { refused: 'resting', judged }
  if (to === undefined)
    return leadsTo(act).includes(stateOf(judged))
      ? repeated(deciding, wanted, 'already', judged)
      : { refused: 'not-now', judged }
  if (to === comment.state) return stand(deciding, hub, wanted, judged)
  const done = await takeTurn(deciding, hub, {
    act,
    comment,
    from: comment.state,
    to,
    heldFor: act === 'holding' ? 'host' : comment.heldFor,
    rule: act === 'removal' ? rule : null,
    reason: reason || null,
    together,
  })
  return done ? { done, judged } : repeated(deciding, wanted, 'changed', judged)
}

/** A comment stands that readers reported. */
const stand = async (
  deciding: Deciding,
  hub: Pick<Hub, 'desk'>,
  wanted: Wanted,
  judged: Judged,
): Promise<Outcome> => {
  if (!judged.isReported) return repeated(deciding, wanted, 'already', judged)
  const { reason, together } = wanted
  const { comment } = judged
  const done = await mark(
    deciding,
    judged,
    {
      act: 'approval',
      kept: standing,
      from: standing.read(judged),
      to: deciding.now.getTime(),
      reason: reason || null,
      together,
      isFit: isIn(comment),
    },
    (isDecided) => follow(deciding, hub, { act: 'approval', comment, rule: null }, isDecided),
  )
  return done ? { done, judged } : repeated(deciding, wanted, 'changed', judged)
}

/** Whether a comment is still in the state in which it was read. */
const isIn = ({ id, state }: Comment): SQL =>
  sql`exists (select 1 from comments x where x.id = ${id} and x.state = ${state})`

const isMark = (act: Act): act is Mark => (marks as readonly string[]).includes(act)

/** What may be pinned or settle a question must be there for all to read, and no mark is on what is gone. */
const isFit = (act: Mark, { comment }: Judged, { kind }: Pick<Conversation, 'kind'>): boolean => {
  if (act === 'acceptance' && kind !== 'question') return false
  return act === 'pin' || act === 'acceptance'
    ? comment.state === 'published' && !comment.opens
    : comment.state !== 'removed'
}

/** Marks something, or takes the mark away. */
const toggle = async (
  deciding: Deciding,
  { act, id, to: wish, reason, together, isAllowed }: Wanted & { act: Mark },
  marked: Marked,
): Promise<string | 'same' | undefined> => {
  const kept = keptBy[act]
  const isOn = kept.isOn(marked)
  const before = async () => {
    const newest = await findNewest(deciding.db, id)
    return newest?.act === act && newest.by === deciding.by ? newest : undefined
  }
  if (wish === isOn) return (await before())?.id ?? 'same'
  const to = isOn ? kept.off(marked) : kept.on(marked, deciding.now)
  const done = await mark(deciding, marked, {
    act,
    kept,
    from: kept.read(marked),
    to,
    reason: reason || null,
    together,
    isAllowed,
    ...(marked.comment && { isFit: isIn(marked.comment) }),
  })
  if (done || wish === undefined) return done
  // Of two presses at once the second finds done what it wants.
  const twin = await before()
  return twin?.detail?.['to'] === to ? twin.id : undefined
}

/** Locks a conversation, or opens it again. */
const lock = async (deciding: Deciding, wanted: Wanted): Promise<Outcome> => {
  const conversation = await findConversation(deciding.db, wanted.id)
  const done = await toggle(deciding, { ...wanted, act: 'lock' }, { conversation })
  return answerOf(done)
}

const answerOf = (done: string | undefined, judged?: Judged): Outcome => {
  if (done === 'same') return { refused: 'already', judged }
  return done ? { done, judged } : { refused: 'changed', judged }
}

/** Carries out what a host wants, or says why not. */
export const decideOn = async (
  deciding: Deciding,
  hub: Pick<Hub, 'desk' | 'conversations' | 'topics'>,
  wanted: Wanted,
): Promise<Outcome> => {
  const { act, id } = wanted
  const refused = faultIn(wanted, hub)
  if (act === 'lock') return refused ? { refused } : lock(deciding, wanted)
  const judged = await findJudged(deciding.db, id)
  if (!judged) return { refused: 'missing' }
  if (refused) return { refused, judged }
  if (wanted.seen && !wanted.seen.includes(judged.comment.state))
    return repeated(deciding, wanted, 'changed', judged)
  if (!isMark(act)) return turn(deciding, hub, { ...wanted, act }, judged)
  const conversation = await lookUp(deciding.db, hub, judged.comment.conversation)
  if (!conversation) return { refused: 'missing' }
  const isTaken = keptBy[act].isOn(judged)
  // A mark can always be taken away.
  if (!isTaken && !isFit(act, judged, conversation)) return { refused: 'not-now', judged }
  return answerOf(await toggle(deciding, { ...wanted, act }, judged), judged)
}
