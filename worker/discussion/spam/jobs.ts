import { sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { train } from './filter.rules'
import { examples, filters } from './table'

/** The filter learns from so many examples of each kind, the newest: what spam says changes. */
export const MAX_EXAMPLES = 2000

/** Whether hosts have decided something since the filter was made, or taken it back. */
const isStale = async (db: Db): Promise<boolean> => {
  const newest = (isSpam: boolean) =>
    sql`coalesce((select max(${examples.at}) from ${examples} where ${examples.isSpam} = ${Number(isSpam)}), 0)`
  const madeAt = sql`(select ${filters.madeAt} from ${filters} where ${filters.id} = 'spam')`
  // A trigger sets the time to 0 when an example goes.
  const { stale } = await db.get<{ stale: number }>(
    sql`select coalesce(${madeAt}, 0) < max(${newest(true)}, ${newest(false)})
      or coalesce(${madeAt}, -1) = 0 as stale`,
  )
  return stale === 1
}

const dropOld = (db: Db, isSpam: boolean) =>
  db.delete(examples).where(
    sql`${examples.isSpam} = ${Number(isSpam)} and ${examples.comment} in (
      select e.comment from examples e where e.is_spam = ${Number(isSpam)}
      order by e.at desc limit -1 offset ${MAX_EXAMPLES})`,
  )

const readLessons = async (db: Db) => {
  const [, , lessons] = await db.batch([
    dropOld(db, true),
    dropOld(db, false),
    db.select({ isSpam: examples.isSpam, words: examples.words }).from(examples),
  ])
  return lessons
}

/** Makes the filter anew when hosts have decided more, every minute at most; gives back whether it did. */
export const retrainFilter = async (db: Db, now: Date): Promise<boolean> => {
  if (!(await isStale(db))) return false
  const model = train(await readLessons(db))
  await db
    .insert(filters)
    .values({ id: 'spam', model, madeAt: now })
    .onConflictDoUpdate({ target: filters.id, set: { model, madeAt: now } })
  return true
}
