import { drizzle } from 'drizzle-orm/d1'
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
import { compactCounts } from './promotion/offers/commands'
import { fetchFile } from './http/assets'
import { recheckLinks } from './pages/profiles/rel-me.jobs'
import { hubAt, readHub } from './http/hub'
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

/** Sends the outbox, deletes what has expired, and refreshes counts, links and the spam filter. */
const runDueWork = async (env: Bindings, now: Date) => {
  const hub = hubAt(await readHub(env), now)
  const db = drizzle(env.DB, { casing: 'snake_case' })
  await removeExpiredVerifications(db, now)
  await eraseExpiredRemovals(db, new Date(now.getTime() - hub.desk.keepRemoved))
  await notifyPostVoters(db, hub, now)
  await sendOutbox({ env, db, hub, origin: originOf(env, hub), now })
  await recheckLinks({ db, hub, now })
  await deleteOldDigests(db, now)
  await retrainFilter(db, now)
  await deleteOldBrowsers(db, now)
  await compactCounts(db, dayOf(now, hub.timezone), now)
  await recountPoints({ db, hub, now })
}
