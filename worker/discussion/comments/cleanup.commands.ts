import { and, isNotNull, lte, or } from 'drizzle-orm'
import type { Db } from '../../env'
import { DAY_MS } from '../../lib/calendar'
import { comments } from './table'

/** Deletes the digests and forms of comments older than a day: repeats are counted within a day. */
export const deleteOldDigests = (db: Db, now: Date) =>
  db
    .update(comments)
    .set({ digest: null, formKey: null })
    .where(
      and(
        or(isNotNull(comments.digest), isNotNull(comments.formKey)),
        lte(comments.writtenAt, new Date(now.getTime() - DAY_MS)),
      ),
    )
