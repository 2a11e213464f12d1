import { and, eq, isNull, sql } from 'drizzle-orm'
import { type DecisionContext, applyDecision, hasRoleNow } from '../../audit/commands'
import type { Db } from '../../env'
import { firstIdAt, newId } from '../../lib/id'
import { insertIf } from '../../lib/insert'
import { addToOutbox } from '../../notifications/commands'
import { REPEAT_MS } from './rules'
import { alertNews, type AlertUpdateRow, alertUpdates } from './table'

const HOSTS = ['host', 'owner'] as const

/** An update to post. */
export type NewAlertUpdate = Pick<AlertUpdateRow, 'alert' | 'status' | 'text'>

/** Stores that the updates of an alert are announced up to this moment. */
const setAnnounced = (db: Db, alert: string, at: Date, condition = sql`true`) =>
  insertIf(db, alertNews, { alert, at }, sql`where ${condition}`).onConflictDoUpdate({
    target: alertNews.alert,
    set: { at: sql`max(${alertNews.at}, excluded.at)` },
  })

/**
 * Posts an update of an alert, with an audit log row and the outbox row for those who follow alerts.
 *
 * @returns its id; `undefined` if the same update was posted within ten minutes
 */
export const postAlertUpdate = async (
  deciding: DecisionContext,
  { alert, status, text }: NewAlertUpdate,
): Promise<string | undefined> => {
  const { db, by, now } = deciding
  const id = newId(now)
  const isNew = sql`not exists (select 1 from alert_updates u
    where u.alert = ${alert} and u.id >= ${firstIdAt(now.getTime() - REPEAT_MS)}
      and u.status = ${status} and u.text = ${text})`
  const isDone = await applyDecision(
    deciding,
    { act: 'alert update', subject: alert, reason: text, detail: { status } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isNew}`,
    (isDecided) => [
      insertIf(db, alertUpdates, { id, alert, status, text, at: now, by }, sql`where ${isDecided}`),
      setAnnounced(db, alert, now, isDecided),
      addToOutbox(db, { event: 'alert.news', subject: id, detail: { alert }, now }, isDecided),
    ],
  )
  return isDone ? id : undefined
}

/** Deletes an update from the desk, unless a build has it in the alert's file. */
export const withdrawAlertUpdate = (
  deciding: DecisionContext,
  { id, alert, status, text }: Pick<AlertUpdateRow, 'id' | 'alert' | 'status' | 'text'>,
): Promise<boolean> =>
  applyDecision(
    deciding,
    { act: 'withdrawal of alert update', subject: alert, reason: text, detail: { status } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and exists (
      select 1 from alert_updates u where u.id = ${id} and u.taken_at is null)`,
    (isDecided) => [
      deciding.db.delete(alertUpdates).where(and(eq(alertUpdates.id, id), isDecided)),
    ],
  )

/** Stores that the current build has these updates in its files. */
export const markTaken = (db: Db, ids: readonly string[], now: Date) =>
  db
    .update(alertUpdates)
    .set({ takenAt: now })
    .where(
      and(
        sql`${alertUpdates.id} in (select value from json_each(${JSON.stringify(ids)}))`,
        isNull(alertUpdates.takenAt),
      ),
    )

/** Stores up to when each of these alerts was announced, without announcing them. */
export const setAllAnnounced = (db: Db, rows: readonly { alert: string; at: number }[]) =>
  db
    .insert(alertNews)
    .select(
      sql`select value ->> 'alert', value ->> 'at' from json_each(${JSON.stringify(rows)}) where true`,
    )
    .onConflictDoNothing()

/** Announces the newest update of an alert's file: of two runs at the same time one does. */
export const announceFromFile = (
  db: Db,
  { alert, at, now }: { alert: string; at: number; now: Date },
) => {
  const isNew = sql`not exists (
    select 1 from alert_news n where n.alert = ${alert} and n.at >= ${at})`
  const row = { event: 'alert.news' as const, subject: `${alert}@${at}`, detail: { alert }, now }
  return db.batch([addToOutbox(db, row, isNew), setAnnounced(db, alert, new Date(at))])
}
