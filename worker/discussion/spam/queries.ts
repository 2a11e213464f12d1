import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { filters } from './table'

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
