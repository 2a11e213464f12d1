import { and, eq, gt, isNotNull, ne, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { selectFilter } from '../spam/judge.queries'
import { type SpamSigns, MAX_REPEATS } from '../spam/rules'
import { comments } from './table'
import { logFailure } from '../../lib/log-failure'

const DAY = 24 * 60 * 60 * 1000

/**
 * Counts comments with the same text within a day, anywhere on the hub, up to the limit that matters.
 *
 * @param except the id of a comment that is not counted
 */
const countRepeats = (db: Db, digest: string | null, now: Date, except = '') => {
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
    .limit(MAX_REPEATS)
    .as('same')
  return db.select({ count: sql<number>`count(*)` }).from(same)
}

/** The two statements that read what the spam check needs, for the batch that reads the rest. */
export const selectSpamSigns = (db: Db, digest: string | null, now: Date, except?: string) =>
  [countRepeats(db, digest, now, except), selectFilter(db)] as const

/** Reads what the spam check of an edited text needs; `undefined` when it cannot be read. */
export const readSpamSigns = async (
  db: Db,
  digest: string | null,
  now: Date,
  except: string,
): Promise<SpamSigns | undefined> => {
  try {
    const [[repeats], [filter]] = await db.batch(selectSpamSigns(db, digest, now, except))
    return { repeats, filter }
  } catch (error) {
    logFailure('the data of the spam filter cannot be read', error)
    return undefined
  }
}
