import { sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { DAY_MS } from '../../lib/calendar'
import { comments, hasRepeatKey } from './table'

/** Deletes the digests and form keys of up to 500 comments older than a day, within which repeats are recognized. */
export const deleteOldDigests = (db: Db, now: Date) =>
  db
    .update(comments)
    .set({ digest: null, formKey: null })
    .where(
      sql`id in (select id from comments where ${hasRepeatKey}
        and written_at <= ${now.getTime() - DAY_MS} order by written_at limit 500)`,
    )
