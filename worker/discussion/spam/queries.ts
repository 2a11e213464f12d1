import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { filters } from './table'

/** The filter; its model, which is large, only if it is not the one trained at `knownAt`. */
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
