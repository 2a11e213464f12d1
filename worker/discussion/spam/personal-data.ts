import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { examples } from './table'

/**
 * Erases what the filter learned from some comments; the next model is trained without them.
 *
 * @param comments a subselect of their ids
 */
export const eraseExamples = (db: Db, comments: SQL) =>
  db.delete(examples).where(sql`${examples.comment} in ${comments}`)
