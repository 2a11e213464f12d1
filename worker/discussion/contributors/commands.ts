import { and, eq, lt, sql } from 'drizzle-orm'
import { contributions } from '../../../site/contract/limits'
import type { Db } from '../../env'
import { DAY_MS } from '../../lib/calendar'
import { browsers, uses } from './table'

/** Records that a member was active in a browser; triggers update what that means for credits. */
export const addBrowser = (db: Db, browser: string, memberId: string, now: Date) =>
  db
    .insert(browsers)
    .values({ browser, memberId, seenAt: now })
    .onConflictDoUpdate({
      target: [browsers.browser, browsers.memberId],
      set: { seenAt: now },
      // Once a day is enough.
      setWhere: lt(browsers.seenAt, new Date(now.getTime() - DAY_MS)),
    })

/** Deletes up to 500 browsers in which a member was last active long ago; credits keep `isOwn`. */
export const deleteOldBrowsers = (db: Db, now: Date) =>
  db.delete(browsers).where(sql`rowid in (select rowid from browsers
    where seen_at <= ${now.getTime() - contributions.days * DAY_MS} order by seen_at limit 500)`)

interface Use {
  conversation: string
  memberId: string
  /** Whether to record or to undo it; `undefined` for the opposite of now. */
  to?: boolean | undefined
  /** When the request arrived. */
  now: Date
}

/** Marks a row for deletion; only inside the batch. */
const DELETED = -1

/**
 * Records that a member used a resource, or undoes it: as `to` says, or if it was recorded before this
 * request arrived. Triggers credit the author.
 */
export const toggleUse = async (
  db: Db,
  { conversation, memberId, to, now }: Use,
): Promise<'given' | 'taken-back'> => {
  if (to === false) {
    await db
      .delete(uses)
      .where(and(eq(uses.conversation, conversation), eq(uses.memberId, memberId)))
    return 'taken-back'
  }
  const isUndone = to === undefined ? sql`${uses.at} < ${now.getTime()}` : sql`0`
  const toggled = sql`case when ${isUndone} then ${DELETED} else ${uses.at} end`
  const [rows] = await db.batch([
    db
      .insert(uses)
      .values({ conversation, memberId, at: now })
      .onConflictDoUpdate({ target: [uses.conversation, uses.memberId], set: { at: toggled } })
      .returning({ isDeleted: sql<number>`${uses.at} = ${DELETED}` }),
    db.delete(uses).where(sql`${uses.conversation} = ${conversation} and ${uses.at} = ${DELETED}`),
  ])
  return rows[0]?.isDeleted ? 'taken-back' : 'given'
}
