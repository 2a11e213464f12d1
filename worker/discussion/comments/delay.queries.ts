import { and, eq, isNull } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import type { Db } from '../../env'
import { reports } from '../reports/table'
import { type Criticism, delayOf } from './delay.rules'
import { type Comment, comments } from './table'

/** Any moment will do where only the existence of a delay is asked. */
const NEVER = new Date(0)

/** Reads what decides whether a reply to this comment is delayed. */
export const readCriticism = async (
  db: Db,
  { id, tone, critical }: Pick<Comment, 'id' | 'tone' | 'critical'>,
): Promise<Criticism> => {
  const isOpen = and(eq(reports.comment, id), isNull(reports.ruling))
  return { tone, critical, isReported: (await db.$count(reports, isOpen)) > 0 }
}

/** Until when a reply to this comment is delayed; `null` if it is not. Only replies by hosts are. */
export const findDelay = async (
  { db, hub, now }: { db: Db; hub: Pick<Hub, 'desk'>; now: Date },
  { role }: Pick<Viewer, 'role'>,
  parent: Comment | undefined,
): Promise<Date | null> => {
  if (!parent || (role !== 'host' && role !== 'owner')) return null
  return delayOf(hub.desk, await readCriticism(db, parent), now)
}

/**
 * Whether a host's published reply was subject to the delay. Such a reply cannot be edited into
 * another one, which would bypass the delay.
 */
export const wasDelayed = async (
  db: Db,
  { desk }: Pick<Hub, 'desk'>,
  comment: Comment,
): Promise<boolean> => {
  if (!comment.asHost || !comment.parentId || comment.state === 'held' || desk.rest === 0)
    return false
  if (comment.restsUntil) return true
  const [parent] = await db.select().from(comments).where(eq(comments.id, comment.parentId))
  return parent !== undefined && delayOf(desk, await readCriticism(db, parent), NEVER) !== null
}
