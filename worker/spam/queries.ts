import { and, eq, gt, isNotNull, ne, sql } from 'drizzle-orm'
import { comments } from '../comments/table'
import type { Db } from '../env'
import { REPEATS } from './rules'
import { filters } from './table'

const DAY = 24 * 60 * 60 * 1000

/** How often the same words were said within a day anywhere on the hub, as far as that matters. */
export const countRepeats = (db: Db, digest: string | null, now: Date, except = '') => {
  const same = db
    .select({ one: sql`1`.as('one') })
    .from(comments)
    .where(
      and(
        isNotNull(comments.digest),
        eq(comments.digest, digest ?? ''),
        gt(comments.writtenAt, new Date(now.getTime() - DAY)),
        ne(comments.id, except),
      ),
    )
    .limit(REPEATS)
    .as('same')
  return db.select({ count: sql<number>`count(*)` }).from(same)
}

/** The filter as it stands, without its model where that is known already: it is large. */
export const findFilter = (db: Db, knownAt: Date) =>
  db
    .select({
      madeAt: filters.madeAt,
      model: sql<
        string | null
      >`iif(${filters.madeAt} = ${knownAt.getTime()}, null, ${filters.model})`,
    })
    .from(filters)
    .where(eq(filters.id, 'spam'))
    .limit(1)
