import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { examples } from './table'

/**
 * Deletes the examples from these comments; the next model is trained without them.
 *
 * @param comments a subselect of their ids
 */
export const eraseExamples = (db: Db, comments: SQL) =>
  db.delete(examples).where(sql`${examples.comment} in ${comments}`)
