import { type SQL, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { CommentAction } from '../comments/state.rules'
import type { Comment } from '../comments/table'
import { createAuthorMessage, withdrawAuthorMessage } from '../author-messages/commands'
import { ruleReports } from '../reports/queries'
import { addExample, removeExample } from '../spam/commands'
import type { DecisionContext, BatchStatement } from '../../audit/commands'

/** The rule by whose breach the filter learns. */
const SPAM = 'spam'

/** A decision about a comment, as those need it who have something to do when it is taken. */
export interface CommentDecision {
  act: CommentAction
  comment: Comment
  /** The rule of the house by which it is removed. */
  rule: string | null
  /** When the decision was taken that this takes back; without it, this is one. */
  takesBack?: Date | undefined
}

/** Whether it teaches that the comment is spam, or is not; nothing, if it says neither. */
const lessonOf = ({ act, rule }: CommentDecision): boolean | undefined => {
  if (act === 'approval') return false
  return act === 'removal' && rule === SPAM ? true : undefined
}

/** What the filter learns from it, in the comment's words while they are there. */
const trainFilter = (
  { db, now }: DecisionContext,
  decided: CommentDecision,
  isDecided: SQL,
): BatchStatement[] => {
  const { act, comment, takesBack } = decided
  const isGivenBack = act === 'restoration' && comment.state === 'removed'
  const isSpam = lessonOf(decided)
  if (isGivenBack || (takesBack && isSpam !== undefined))
    return [removeExample(db, comment.id, isDecided)]
  return isSpam === undefined || takesBack ? [] : [addExample(db, comment, isSpam, now, isDecided)]
}

/** What is said of the reports by it. Only what this very decision said of them is taken back. */
const closeReports = (
  { db, now }: DecisionContext,
  decided: CommentDecision,
  isDecided: SQL,
): BatchStatement[] => {
  const { act, comment, takesBack } = decided
  if (takesBack) {
    const isItsOwn = sql`(select max(r.ruled_at) from reports r
      where r.comment = ${comment.id}) = ${takesBack.getTime()}`
    return ruleReports(db, comment.id, null, now, sql`${isDecided} and ${isItsOwn}`)
  }
  if (act === 'holding') return []
  const isRight = act === 'fading' || act === 'removal'
  return ruleReports(db, comment.id, isRight ? 'right' : 'wrong', now, isDecided)
}

/** What its author is told, where the hub tells. */
const notifyAuthor = (
  { db, by, now }: DecisionContext,
  { desk }: Pick<Hub, 'desk'>,
  { act, comment, rule, takesBack }: CommentDecision,
  isDecided: SQL,
): BatchStatement[] => {
  if (act === 'restoration') return withdrawAuthorMessage(db, comment.id, 'removal', isDecided)
  if (act !== 'fading' && act !== 'removal') return []
  if (takesBack) return withdrawAuthorMessage(db, comment.id, act, isDecided)
  const isTold = desk[act === 'fading' ? 'fade' : 'removal'] === 'tell'
  return isTold ? createAuthorMessage(db, { kind: act, comment, rule, by, now }, isDecided) : []
}

/**
 * What else follows from a decision, in its batch: what the filter learns from it, what becomes of
 * the reports, and what its author is told.
 */
export const sideEffects = (
  deciding: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  decided: CommentDecision,
  isDecided: SQL,
): BatchStatement[] => [
  ...trainFilter(deciding, decided, isDecided),
  ...closeReports(deciding, decided, isDecided),
  ...notifyAuthor(deciding, hub, decided, isDecided),
]
