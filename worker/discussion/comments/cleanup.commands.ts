import { and, isNotNull, lte } from 'drizzle-orm'
import type { Db } from '../../env'
import { DAY_MS } from '../../lib/calendar'
import { comments } from './table'

/** What the same words have in common is of use for a day, and then forgotten. */
export const deleteOldDigests = (db: Db, now: Date) =>
  db
    .update(comments)
    .set({ digest: null })
    .where(
      and(isNotNull(comments.digest), lte(comments.writtenAt, new Date(now.getTime() - DAY_MS))),
    )
