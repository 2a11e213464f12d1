import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type AlertUpdate, type DeskUpdate, listUpdatesOf } from '../../../site/contract/alerts'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { members } from '../../accounts/members/table'
import { isPublicConversation } from '../../accounts/access/rules'
import type { Db } from '../../env'
import { withDeskUpdates } from '../../http/desk-updates'
import { isolateState } from '../../lib/isolate'
import { logFailure } from '../../lib/log-failure'
import { withDeadline } from '../../lib/with-deadline'
import { listAlertPosts, MAX_PENDING, updateKey } from './rules'
import { alertNews, alertUpdates } from './table'

/** The updates from the desk that no build had in a file yet, newest first. */
export const listPendingUpdates = async (db: Db): Promise<DeskUpdate[]> => {
  const { id, alert, status, text, at } = alertUpdates
  const rows = await db
    .select({ id, alert, status, text, at })
    .from(alertUpdates)
    .where(isNull(alertUpdates.takenAt))
    .orderBy(desc(id))
    .limit(MAX_PENDING)
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

/** How old the isolate's copy may be, in milliseconds; an older one is read again after the response. */
const FRESH_MS = 10_000
/** From this age on, a request waits for the new copy. */
const STALE_MS = 60_000

interface Copy {
  updates: readonly DeskUpdate[]
  readAt: number
}

/** One copy per isolate, and the request that is reading it: a herd of readers is one read. */
const state = isolateState<{
  copy?: Copy | undefined
  reading?: { work: Promise<Copy>; since: number } | undefined
}>(() => ({}))

/** After so many milliseconds, the request that was reading has been cut off by the runtime. */
const ABANDONED_MS = 5000

const readCopy = async (db: Db, now: Date): Promise<Copy> => {
  const updates = await listPendingUpdates(db).catch((error: unknown) => {
    logFailure('the updates of alerts from the desk are unavailable', error)
    return state.current.copy?.updates ?? []
  })
  return { updates, readAt: now.getTime() }
}

const readOnce = (db: Db, now: Date): Promise<Copy> => {
  const mine = state.current
  if (mine.reading && now.getTime() - mine.reading.since < ABANDONED_MS) return mine.reading.work
  const work = readCopy(db, now).then((copy) => {
    mine.reading = undefined
    return (mine.copy = copy)
  })
  mine.reading = { work, since: now.getTime() }
  return work
}

/** Forgets the isolate's copy after a write, so that the next request reads it again. */
export const forgetDeskUpdates = (): void => {
  state.current = {}
}

/** What `withCurrentUpdates` needs of a request. */
interface Reading {
  db: Db
  now: Date
  /** Goes on after the response. */
  waitUntil: (work: Promise<unknown>) => void
}

/**
 * The hub with the updates from the desk. They are read only while the file of an alert says that it is
 * not resolved, at most every ten seconds and isolate, and never fail: while the database is unavailable
 * or slow, the alerts are those of the last copy, or of the files.
 */
export const withCurrentUpdates = async (
  hub: Hub,
  { db, now, waitUntil }: Reading,
): Promise<Hub> => {
  if (hub.alerts.length === 0) return hub
  const { copy } = state.current
  const age = copy ? Math.abs(now.getTime() - copy.readAt) : Infinity
  if (copy && age < FRESH_MS) return withDeskUpdates(hub, copy.updates)
  const reading = readOnce(db, now)
  waitUntil(reading)
  if (copy && age < STALE_MS) return withDeskUpdates(hub, copy.updates)
  const read = await withDeadline('alerts', reading).catch((): Copy => {
    // A slow database holds no page back, and no later one waits for it again.
    return (state.current.copy = { updates: copy?.updates ?? [], readAt: now.getTime() - FRESH_MS })
  })
  return withDeskUpdates(hub, read.updates)
}

/** The pending updates of one alert with the names of their hosts, newest first. */
export const listPostedUpdates = (db: Db, alert: string) =>
  db
    .select({ update: alertUpdates, byName: sql<string | null>`${members.name}`.as('by_name') })
    .from(alertUpdates)
    .leftJoin(members, eq(members.id, alertUpdates.by))
    .where(and(eq(alertUpdates.alert, alert), isNull(alertUpdates.takenAt)))
    .orderBy(desc(alertUpdates.id))
    .limit(MAX_PENDING)

export type PostedUpdate = Awaited<ReturnType<typeof listPostedUpdates>>[number]

export const findAlertUpdate = async (db: Db, id: string) =>
  (await db.select().from(alertUpdates).where(eq(alertUpdates.id, id)).limit(1)).at(0)

/** An update of a public alert, for feeds and emails. */
export interface AlertNews {
  /** Stays the same when an update is taken from the desk into the file. */
  key: string
  conversation: Conversation
  update: AlertUpdate
}

/**
 * The updates of all published alerts that everyone may read, in their files and from the desk, newest
 * first.
 */
export const listAlertUpdates = async (hub: Hub, db: Db): Promise<AlertNews[]> => {
  const current = withDeskUpdates(hub, await listPendingUpdates(db))
  return listAlertPosts(hub)
    .filter((conversation) => isPublicConversation(hub, conversation))
    .flatMap((conversation) =>
      listUpdatesOf(current, conversation.id).map((update) => ({
        key: updateKey(conversation.id, update),
        conversation,
        update,
      })),
    )
    .toSorted((one, other) => other.update.at - one.update.at)
}

/** Up to when the updates of each alert's file were announced, by the ids of their conversations. */
export const listAnnounced = async (db: Db, alerts: readonly string[]) => {
  const rows = await db
    .select()
    .from(alertNews)
    .where(sql`${alertNews.alert} in (select value from json_each(${JSON.stringify(alerts)}))`)
  return new Map(rows.map(({ alert, at }) => [alert, at.getTime()]))
}
