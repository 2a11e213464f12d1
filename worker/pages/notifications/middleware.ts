import type { Context } from 'hono'
import { markNotificationsRead } from '../../accounts/inbox/commands'
import type { App } from '../../env'
import { logFailure } from '../../lib/log-failure'

/**
 * Marks a member's notifications of the conversation whose page they open as read, after the response.
 * If there are none, as the session's own query says, nothing is asked of the database.
 */
export const markOpenedRead = (c: Context<App>, conversation: string): void => {
  const { db, now } = c.var
  if (c.req.method !== 'GET') return
  const marking = c.var.member().then(async (member) => {
    const isUnread = member?.unread.some(([id]) => id === conversation)
    if (member && isUnread) await markNotificationsRead(db, member.id, conversation, now)
  })
  c.executionCtx.waitUntil(
    marking.catch((error: unknown) => logFailure('notifications could not be marked', error)),
  )
}
