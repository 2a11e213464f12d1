import { sql } from 'drizzle-orm'
import { isSaidBy } from '../comments/leaving'
import type { Db } from '../env'
import type { Leaver } from '../members/leaver'
import { examples } from './table'

/** What the filter learned from somebody's words; the next model is made without them. */
export const forgetExamples = (db: Db, leaver: Leaver) =>
  db.delete(examples).where(sql`${examples.comment} in (
    select comments.id from comments where ${isSaidBy(leaver)})`)
