import { drizzle } from 'drizzle-orm/d1'
import type { Hub } from '../site/contract/hub'
import { app } from './app'
import { deleteOldDigests } from './discussion/comments/cleanup.commands'
import { eraseExpiredRemovals } from './discussion/comments/commands'
import { deleteOldBrowsers } from './discussion/contributors/commands'
import { recountPoints } from './discussion/contributors/jobs'
import { type Bindings, originOf } from './env'
import { notifyPostVoters } from './discussion/ideas/jobs'
import { dayOf } from './lib/calendar'
import { logFailure, withoutParameters } from './lib/log-failure'
import { sendOutbox } from './jobs'
import { sweepNotifications } from './notifications/commands'
import { compactCounts } from './promotion/offers/commands'
import { fetchFile } from './http/assets'
import { recheckLinks } from './pages/profiles/rel-me.jobs'
import { hubAt, readHub } from './http/hub'
import { sweepSessions } from './accounts/sign-in/session.commands'
import { removeExpiredVerifications } from './accounts/sign-in/verification.commands'
import { retrainFilter } from './discussion/spam/jobs'

export default {
  async fetch(request, env, context) {
    // Before routing: every address is below the base in hub.json.
    await readHub(env)
    // The WebSocket of the development server, for hot reloading.
    if (env.SITE_DEV && request.headers.get('upgrade')) return fetchFile(env, request)
    return app.fetch(request, env, loggingContext(request, context))
  },

  /** The cron trigger, every minute. */
  scheduled({ scheduledTime }, env) {
    return runDueWork(env, new Date(scheduledTime)).catch((error: unknown) => {
      throw new Error('the cron trigger failed', { cause: withoutParameters(error) })
    })
  },
} satisfies ExportedHandler<Bindings>

/**
 * The context of a request that logs a failure of work after the response. Otherwise the runtime
 * logs it, with the parameters of a failed query.
 */
const loggingContext = (request: Request, context: ExecutionContext) => ({
  props: context.props,
  passThroughOnException: () => context.passThroughOnException(),
  waitUntil: (work: Promise<unknown>) =>
    context.waitUntil(
      work.catch((error: unknown) =>
        logFailure(`work after request ${request.headers.get('cf-ray')} failed`, error),
      ),
    ),
})

/** The jobs of the cron trigger in their order, by the names that the log has for them. */
const jobsOf = (env: Bindings, hub: Hub, now: Date): Record<string, () => Promise<unknown>> => {
  const db = drizzle(env.DB, { casing: 'snake_case' })
  return {
    'notify voters of posts': () => notifyPostVoters(db, hub, now),
    'send the outbox': () => sendOutbox({ env, db, hub, origin: originOf(env, hub), now }),
    'recheck profile links': () => recheckLinks({ db, hub, now }),
    'recount points': () => recountPoints({ db, hub, now }),
    'retrain the spam filter': () => retrainFilter(db, now),
    'compact counts': () => compactCounts(db, dayOf(now, hub.timezone), now),
    'delete expired links': () => removeExpiredVerifications(db, now),
    'delete expired sessions': () => sweepSessions(db, now),
    'delete old notifications': () => sweepNotifications(db, now),
    'erase removed comments': () =>
      eraseExpiredRemovals(db, new Date(now.getTime() - hub.desk.keepRemoved)),
    'delete old digests': () => deleteOldDigests(db, now),
    'delete old browsers': () => deleteOldBrowsers(db, now),
  }
}

/**
 * Runs every job; one that fails is logged by its name and stops no other. One after the other,
 * because D1 runs one statement at a time, and emails go first.
 */
const runDueWork = async (env: Bindings, now: Date) => {
  for (const [name, run] of Object.entries(jobsOf(env, hubAt(await readHub(env), now), now))) {
    await run().catch((error: unknown) => logFailure(`the job to ${name} failed`, error))
  }
}
