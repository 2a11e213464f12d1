import type { Context } from 'hono'
import { findCounts } from '../../discussion/conversations/queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { logError } from '../../http/log-error'

/** The health check for monitoring: 200 if the database answers and has its tables, else 503. */
export const showHealth = async (c: Context<App>): Promise<Response> => {
  const started = Date.now()
  try {
    await withDeadline('read', Promise.resolve(findCounts(c.var.db, '')))
    return c.json({ ok: true, database: 'answers', milliseconds: Date.now() - started })
  } catch (error) {
    logError(c, 'the database does not answer', error)
    return c.json({ ok: false, database: 'does not answer' }, 503, { 'retry-after': '30' })
  }
}
