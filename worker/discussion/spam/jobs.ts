import { sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { train } from './filter.rules'
import { examples, filters } from './table'

/** The most examples of each kind, the newest: spam changes. */
export const MAX_EXAMPLES = 2000

/** Whether examples were added or removed since the filter was trained. */
const isStale = async (db: Db): Promise<boolean> => {
  const newest = (isSpam: boolean) =>
    sql`coalesce((select max(${examples.at}) from ${examples} where ${examples.isSpam} = ${Number(isSpam)}), 0)`
  const madeAt = sql`(select ${filters.madeAt} from ${filters} where ${filters.id} = 'spam')`
  // A trigger sets the time to 0 when an example is removed.
  const { stale } = await db.get<{ stale: number }>(
    sql`select coalesce(${madeAt}, 0) < max(${newest(true)}, ${newest(false)})
      or coalesce(${madeAt}, -1) = 0 as stale`,
  )
  return stale === 1
}

const deleteOld = (db: Db, isSpam: boolean) =>
  db.delete(examples).where(
    sql`${examples.isSpam} = ${Number(isSpam)} and ${examples.comment} in (
      select e.comment from examples e where e.is_spam = ${Number(isSpam)}
      order by e.at desc limit -1 offset ${MAX_EXAMPLES})`,
  )

const readExamples = async (db: Db) => {
  const [, , rows] = await db.batch([
    deleteOld(db, true),
    deleteOld(db, false),
    db.select({ isSpam: examples.isSpam, words: examples.words }).from(examples),
  ])
  return rows
}

/** Trains the filter again if its examples have changed; true if it did. The cron runs it every minute. */
export const retrainFilter = async (db: Db, now: Date): Promise<boolean> => {
  if (!(await isStale(db))) return false
  const model = train(await readExamples(db))
  await db
    .insert(filters)
    .values({ id: 'spam', model, madeAt: now })
    .onConflictDoUpdate({ target: filters.id, set: { model, madeAt: now } })
  return true
}
