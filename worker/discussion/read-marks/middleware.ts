import type { Context } from 'hono'
import type { App } from '../../env'
import { logFailure } from '../../lib/log-failure'
import { markRead } from './commands'
import { MARK_EVERY_MS, type Unread } from './rules'

/** Marks a conversation as read after the response, at most once in five minutes; only for a GET. */
export const noteRead = (c: Context<App>, memberId: string, { id, readAt }: Unread): void => {
  const { db, now } = c.var
  if (c.req.method !== 'GET') return
  if (readAt !== null && readAt > now.getTime() - MARK_EVERY_MS) return
  const marking = markRead(db, memberId, id, now).catch((error: unknown) =>
    logFailure('a read mark could not be stored', error),
  )
  c.executionCtx.waitUntil(marking)
}
