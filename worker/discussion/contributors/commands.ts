import { lt, sql } from 'drizzle-orm'
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

/** Deletes browsers in which a member was last active long ago; credits keep `isOwn`. */
export const deleteOldBrowsers = (db: Db, now: Date) =>
  db
    .delete(browsers)
    .where(sql`${browsers.seenAt} <= ${now.getTime() - contributions.days * DAY_MS}`)

interface Use {
  conversation: string
  memberId: string
  /** When the request arrived. */
  now: Date
}

/** Marks a row for deletion; only inside the batch. */
const DELETED = -1

/**
 * Records that a member used a resource, or undoes it if that was recorded before this request
 * arrived. Triggers credit the author.
 */
export const toggleUse = async (
  db: Db,
  { conversation, memberId, now }: Use,
): Promise<'given' | 'taken-back'> => {
  const toggled = sql`case when ${uses.at} < ${now.getTime()} then ${DELETED} else ${uses.at} end`
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
