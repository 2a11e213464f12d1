import { sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { DAY_MS } from '../../lib/calendar'
import { comments } from './table'

/** Deletes the digests of up to 500 comments older than a day: repeats are counted within a day. */
export const deleteOldDigests = (db: Db, now: Date) =>
  db
    .update(comments)
    .set({ digest: null, formKey: null })
    .where(
      sql`id in (select id from comments where digest is not null
        and written_at <= ${now.getTime() - DAY_MS} order by written_at limit 500)`,
    )
