import type { Db } from '../../env'
import { type Heartbeat, heartbeats } from './table'

/** Stores that the cron trigger runs now, or that the health check writes. */
export const recordHeartbeat = (db: Db, id: Heartbeat['id'], at: Date) =>
  db
    .insert(heartbeats)
    .values({ id, at })
    .onConflictDoUpdate({ target: heartbeats.id, set: { at } })
