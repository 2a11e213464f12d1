import { isSameUpdate } from '../../../site/contract/alerts'
import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { DAY_MS } from '../../lib/calendar'
import { announceFromFile, markTaken, setAllAnnounced } from './commands'
import { listAnnounced, listPendingUpdates } from './queries'
import { listAlertPosts, newestInFile } from './rules'

/** The most alerts announced in one run, of two statements each. */
const ALERTS_PER_RUN = 2

/** Since when the hub announces alerts: what is older was there before. */
const BEGINNING = '*'

/** An update older than this is not announced: it came with a move of the content, not as news. */
const NEWS_MS = 7 * DAY_MS

/** Stores which updates from the desk the files of this build have. */
const noteTaken = async (db: Db, hub: Hub, now: Date) => {
  const taken = (await listPendingUpdates(db)).filter(({ alert, ...update }) =>
    (hub.alertUpdates[alert] ?? []).some((written) => isSameUpdate(written, update)),
  )
  if (taken.length > 0)
    await markTaken(
      db,
      taken.map(({ id }) => id),
      now,
    )
}

/**
 * Announces what is new in the files of alerts since the last build: of each alert its newest update, of
 * two alerts per run. The first run of a hub only stores what is there.
 */
export const announceAlerts = async (db: Db, hub: Hub, now: Date): Promise<void> => {
  const posts = listAlertPosts(hub)
  await noteTaken(db, hub, now)
  const known = await listAnnounced(db, [BEGINNING, ...posts.map(({ id }) => id)])
  const newest = posts.map((post) => ({ alert: post.id, at: newestInFile(hub, post) }))
  const beginning = known.get(BEGINNING)
  if (beginning === undefined) {
    await setAllAnnounced(db, [...newest, { alert: BEGINNING, at: now.getTime() }])
    return
  }
  const recent = now.getTime() - NEWS_MS
  const changed = newest.filter(
    ({ alert, at }) => at > (known.get(alert) ?? beginning) && at > recent && at <= now.getTime(),
  )
  for (const { alert, at } of changed.slice(0, ALERTS_PER_RUN))
    await announceFromFile(db, { alert, at, now })
}
