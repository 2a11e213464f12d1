import type { Context } from 'hono'
import type { App } from '../../env'
import { logError } from '../../http/log-error'
import { MINUTE_MS } from '../../lib/calendar'
import { isolateState } from '../../lib/isolate'
import { withDeadline } from '../../lib/with-deadline'
import { hasSender } from '../../notifications/rules'
import { recordHeartbeat } from './commands'
import { findHealth } from './queries'
import { isCronLate, secretState } from './rules'

/** Whether the last write succeeded, and when it was tried. */
const lastWrite = isolateState(() => ({ triedAt: 0, isDone: true }))

/** Whether the database takes writes; tried once a minute at most, because anyone may ask. */
const takesWrites = async (c: Context<App>): Promise<boolean> => {
  const { now, db } = c.var
  const state = lastWrite.current
  if (now.getTime() - state.triedAt < MINUTE_MS) return state.isDone
  state.triedAt = now.getTime()
  state.isDone = await withDeadline('write', recordHeartbeat(db, 'check', now)).then(
    () => true,
    (error: unknown) => {
      logError(c, 'the database takes no writes', error)
      return false
    },
  )
  return state.isDone
}

const readHealth = async (c: Context<App>) => {
  const started = Date.now()
  const { db, now } = c.var
  const { lastCron, oldestDueEmail } = await withDeadline('read', findHealth(db, now))
  const isWritable = await takesWrites(c)
  return {
    ok: isWritable && secretState(c.env.HUB_SECRET) === 'set' && !isCronLate(lastCron, now),
    database: 'answers',
    writes: isWritable ? 'accepted' : 'refused',
    cron: isCronLate(lastCron, now) ? 'late' : 'on time',
    lastCron: lastCron ?? null,
    oldestDueEmail: oldestDueEmail ?? null,
    milliseconds: Date.now() - started,
  }
}

/**
 * The health check for monitoring: 200 if the hub has its secret, its database answers and takes
 * writes, and the cron trigger runs; else 503. It holds nothing about a person, and no secret.
 */
export const showHealth = async (c: Context<App>): Promise<Response> => {
  const health = await readHealth(c).catch((error: unknown) => {
    logError(c, 'the database does not answer', error)
    return { ok: false, database: 'does not answer' }
  })
  const settings = {
    secret: secretState(c.env.HUB_SECRET),
    sender: hasSender(c.env) ? 'set' : 'missing',
  }
  const body = { ...health, ...settings }
  return health.ok ? c.json(body) : c.json(body, 503, { 'retry-after': '30' })
}
