import { type SQL, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { CommentAction } from '../comments/state.rules'
import type { Comment } from '../comments/table'
import { createAuthorMessage, withdrawAuthorMessage } from '../author-messages/commands'
import { ruleReports } from '../reports/commands'
import { addExample, removeExample } from '../spam/commands'
import type { DecisionContext, BatchStatement } from '../../audit/commands'

/** The house rule whose removals train the spam filter. */
const SPAM = 'spam'

/** A decision about a comment, as its side effects need it. */
export interface CommentDecision {
  act: CommentAction
  comment: Comment
  /** The id of the house rule of a removal. */
  rule: string | null
  /** When the decision was made that this one undoes. */
  takesBack?: Date | undefined
}

/** Whether the decision says that the comment is spam; `undefined` if it says neither. */
const isSpamBy = ({ act, rule }: CommentDecision): boolean | undefined => {
  if (act === 'approval') return false
  return act === 'removal' && rule === SPAM ? true : undefined
}

/** Adds the comment to the filter's examples, or removes it, while its text is there. */
const trainFilter = (
  { db, now }: DecisionContext,
  decided: CommentDecision,
  isDecided: SQL,
): BatchStatement[] => {
  const { act, comment, takesBack } = decided
  const isRestored = act === 'restoration' && comment.state === 'removed'
  const isSpam = isSpamBy(decided)
  if (isRestored || (takesBack && isSpam !== undefined))
    return [removeExample(db, comment.id, isDecided)]
  return isSpam === undefined || takesBack ? [] : [addExample(db, comment, isSpam, now, isDecided)]
}

/** Rules on the open reports. Undoing a decision opens only the reports that it ruled on. */
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

/** The message to the author, if the hub sends one for this decision. */
const notifyAuthor = (
  { db, by, now }: DecisionContext,
  { desk }: Pick<Hub, 'desk'>,
  { act, comment, rule, takesBack }: CommentDecision,
  isDecided: SQL,
): BatchStatement[] => {
  if (act === 'restoration') return withdrawAuthorMessage(db, comment.id, 'removal', isDecided)
  if (act !== 'fading' && act !== 'removal') return []
  if (takesBack) return withdrawAuthorMessage(db, comment.id, act, isDecided)
  const isSent = desk[act === 'fading' ? 'fade' : 'removal'] === 'tell'
  return isSent ? createAuthorMessage(db, { kind: act, comment, rule, by, now }, isDecided) : []
}

/** The side effects of a decision, in its batch: filter examples, reports, the message to the author. */
export const sideEffects = (
  context: DecisionContext,
  hub: Pick<Hub, 'desk'>,
  decided: CommentDecision,
  isDecided: SQL,
): BatchStatement[] => [
  ...trainFilter(context, decided, isDecided),
  ...closeReports(context, decided, isDecided),
  ...notifyAuthor(context, hub, decided, isDecided),
]
