import { type SQL, sql } from 'drizzle-orm'
import type { Comment } from '../comments/table'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { examples } from './table'
import { tokenize } from './tokenize.rules'

/** A comment, as far as the filter learns from it. */
export type ExampleComment = Pick<Comment, 'id' | 'body' | 'website'>

/**
 * Lets the filter learn what a host decided: that a comment is spam, or is not. The last word counts.
 *
 * @param isDecided whether the decision holds, for the batch of that decision
 */
export const addExample = (
  db: Db,
  comment: ExampleComment,
  isSpam: boolean,
  now: Date,
  isDecided: SQL,
) => {
  const words = tokenize(comment)
  const row = { comment: comment.id, isSpam, words, at: now }
  return insertIf(db, examples, row, sql`where ${isDecided}`).onConflictDoUpdate({
    target: examples.comment,
    set: { isSpam, words, at: now },
  })
}

/** Takes back what the filter learned from a comment, when a host takes the decision back. */
export const removeExample = (db: Db, commentId: string, isDecided: SQL) =>
  db.delete(examples).where(sql`${examples.comment} = ${commentId} and ${isDecided}`)
