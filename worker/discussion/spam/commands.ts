import { type SQL, sql } from 'drizzle-orm'
import type { Comment } from '../comments/table'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { examples } from './table'
import { tokenize } from './tokenize.rules'

/** What the filter learns from in a comment. */
export type ExampleComment = Pick<Comment, 'id' | 'body' | 'website'>

/**
 * Adds a comment to the filter's examples, as spam or not, by a host's decision; the latest counts.
 *
 * @param isDecided SQL: the decision was made, in the same batch
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

/** Removes a comment from the filter's examples, when a host undoes the decision. */
export const removeExample = (db: Db, commentId: string, isDecided: SQL) =>
  db.delete(examples).where(sql`${examples.comment} = ${commentId} and ${isDecided}`)
