import { isSameUpdate } from '../../../site/contract/alerts'
import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { DAY_MS } from '../../lib/calendar'
import { announceFromFile, markTaken, setAllAnnounced } from './commands'
import { listAnnounced, listPendingUpdates } from './queries'
import { listAlertPosts, newestInFile } from './rules'

/** Since when the hub announces alerts: what is older was there before. */
const BEGINNING = '*'

/** An update older than this is not announced: it came with a move of the content, not as news. */
const NEWS_MS = 7 * DAY_MS

/** Stores which updates from the desk the files of this build have; whether there were any. */
const noteTaken = async (db: Db, hub: Hub, now: Date) => {
  const taken = (await listPendingUpdates(db)).filter(({ alert, ...update }) =>
    (hub.alertUpdates[alert] ?? []).some((written) => isSameUpdate(written, update)),
  )
  if (taken.length === 0) return false
  const ids = taken.map(({ id }) => id)
  await markTaken(db, ids, now)
  return true
}

/**
 * Announces what is new in the files of alerts since the last build: of each alert its newest update, of
 * one alert per run, and of none in a run that noted what was taken from the desk. The first run of a hub only stores what is there.
 */
export const announceAlerts = async (db: Db, hub: Hub, now: Date): Promise<void> => {
  const posts = listAlertPosts(hub)
  if (await noteTaken(db, hub, now)) return
  const known = await listAnnounced(db, [BEGINNING, ...posts.map(({ id }) => id)])
  const newest = posts.map((post) => ({ alert: post.id, at: newestInFile(hub, post) }))
  const beginning = known.get(BEGINNING)
  if (beginning === undefined) {
    await setAllAnnounced(db, [...newest, { alert: BEGINNING, at: now.getTime() }])
    return
  }
  const recent = now.getTime() - NEWS_MS
  const due = newest.find(
    ({ alert, at }) => at > (known.get(alert) ?? beginning) && at > recent && at <= now.getTime(),
  )
  if (due) await announceFromFile(db, { ...due, now })
}
