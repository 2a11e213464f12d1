import { drizzle } from 'drizzle-orm/d1'
import { app } from './app'
import { deleteOldDigests } from './discussion/comments/cleanup.commands'
import { eraseExpiredRemovals } from './discussion/comments/commands'
import { deleteOldBrowsers } from './discussion/contributors/commands'
import { recountPoints } from './discussion/contributors/jobs'
import { type Bindings, originOf } from './env'
import { notifyPostVoters } from './discussion/ideas/jobs'
import { dayOf, MINUTE_MS } from './lib/calendar'
import { logFailure, withLogSource, withoutParameters } from './lib/log-failure'
import { newId } from './lib/id'
import { newBudget, withBudget } from './lib/query-budget'
import { sendOutbox } from './jobs'
import { sweepNotifications } from './notifications/commands'
import type { SendContext } from './notifications/jobs'
import { compactCounts } from './promotion/offers/commands'
import { fetchFile } from './http/assets'
import { recordHeartbeat } from './pages/health/commands'
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
    return app.fetch(request, env, loggingContext(context))
  },

  /** The cron trigger, every minute. */
  scheduled({ scheduledTime }, env) {
    const now = new Date(scheduledTime)
    const id = newId(now)
    const run = withLogSource(
      () => `cron (run ${id})`,
      () => runDueWork(env, now),
    )
    return run.catch((error: unknown) => {
      throw new Error('the cron trigger failed', { cause: withoutParameters(error) })
    })
  },
} satisfies ExportedHandler<Bindings>

/**
 * The context of a request that logs a failure of work after the response. Otherwise the runtime
 * logs it, with the parameters of a failed query.
 */
const loggingContext = (context: ExecutionContext) => ({
  props: context.props,
  passThroughOnException: () => context.passThroughOnException(),
  waitUntil: (work: Promise<unknown>) =>
    context.waitUntil(
      work.catch((error: unknown) => logFailure('work after the response failed', error)),
    ),
})

/** A job of the cron trigger: the most D1 queries it makes, and the work. */
type DueJob = [queries: number, run: () => PromiseLike<unknown>]

/** The jobs of the cron trigger besides the outbox, by the names that the log has for them. */
const jobsOf = ({ db, hub, now }: SendContext): Record<string, DueJob> => ({
  'notify voters of posts': [9, () => notifyPostVoters(db, hub, now)],
  'recheck profile links': [3, () => recheckLinks({ db, hub, now })],
  'recount points': [10, () => recountPoints({ db, hub, now })],
  'retrain the spam filter': [6, () => retrainFilter(db, now)],
  'compact counts': [2, () => compactCounts(db, dayOf(now, hub.timezone), now)],
  'delete expired links': [1, () => removeExpiredVerifications(db, now)],
  'delete expired sessions': [1, () => sweepSessions(db, now)],
  'delete old notifications': [2, () => sweepNotifications(db, now)],
  'erase removed comments': [
    2,
    () => eraseExpiredRemovals(db, new Date(now.getTime() - hub.desk.keepRemoved)),
  ],
  'delete old digests': [1, () => deleteOldDigests(db, now)],
  'delete old browsers': [1, () => deleteOldBrowsers(db, now)],
})

/** Runs a job; a failure is logged by its name and stops no other. */
const runJob = (name: string, run: () => PromiseLike<unknown>) =>
  Promise.resolve(run()).catch((error: unknown) => logFailure(`the job to ${name} failed`, error))

/**
 * Sends emails, then runs each job that the D1 queries left allow; the others go on at the next
 * minute. Each minute begins with another job, and emails leave enough queries for any of them, so
 * that none waits for long. One after the other, because D1 runs one statement at a time.
 */
const runDueWork = async (env: Bindings, now: Date) => {
  const hub = hubAt(await readHub(env), now)
  const budget = newBudget(env.QUERY_LIMIT)
  const db = drizzle(withBudget(env.DB, budget), { casing: 'snake_case' })
  const sending = { env, db, hub, origin: originOf(env, hub), now, budget }
  await runJob('record that it runs', () => recordHeartbeat(db, 'cron', now))
  await runJob('send the outbox', () => sendOutbox(sending))
  const jobs = Object.entries(jobsOf(sending))
  const first = Math.floor(now.getTime() / MINUTE_MS) % jobs.length
  for (const [name, [queries, run]] of [...jobs.slice(first), ...jobs.slice(0, first)])
    if (queries <= budget.left) await runJob(name, run)
}
