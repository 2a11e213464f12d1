import { drizzle } from 'drizzle-orm/d1'
import type { Hub } from '../site/contract/hub'
import { app } from './app'
import { type Bindings, originOf } from './env'
import { MINUTE_MS } from './lib/calendar'
import { logFailure, withLogSource, withoutParameters } from './lib/log-failure'
import { newId } from './lib/id'
import { newBudget, withBudget } from './lib/query-budget'
import { consumeQueue, cronJobs, drainOutbox } from './jobs'
import { fetchFile } from './http/assets'
import { recordHeartbeat } from './pages/health/commands'
import { hubAt, readHub } from './http/hub'

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

  /** The queue of emails, if there is one. */
  async queue(batch, env) {
    const now = new Date()
    const run = withLogSource(
      () => `queue ${batch.queue}`,
      async () => consumeQueue(contextAt(env, hubAt(await readHub(env), now), now), batch),
    )
    await run.catch((error: unknown) => {
      throw new Error('the queue failed', { cause: withoutParameters(error) })
    })
  },
} satisfies ExportedHandler<Bindings, string>

/** The context of a run without a request. */
const contextAt = (env: Bindings, hub: Hub, now: Date) => {
  const budget = newBudget(env.QUERY_LIMIT)
  const db = drizzle(withBudget(env.DB, budget), { casing: 'snake_case' })
  return { env, db, hub, origin: originOf(env, hub), now, budget }
}

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

/** Runs a job; a failure is logged by its name and stops no other. */
const runJob = (name: string, run: () => PromiseLike<unknown>) =>
  Promise.resolve(run()).catch((error: unknown) => logFailure(`the job to ${name} failed`, error))

/**
 * Sends emails, then runs each job that the limits left allow; the others go on at the next minute.
 * Each minute begins with another job, and emails leave enough for it, so that none waits for long.
 * One after the other, because D1 runs one statement at a time.
 */
const runDueWork = async (env: Bindings, now: Date) => {
  const sending = contextAt(env, hubAt(await readHub(env), now), now)
  const { db, budget } = sending
  const jobs = Object.entries(cronJobs(sending))
  const first = Math.floor(now.getTime() / MINUTE_MS) % jobs.length
  const inTurn = [...jobs.slice(first), ...jobs.slice(0, first)]
  const [, [, , reserved = 0]] = inTurn[0]!
  await runJob('record that it runs', () => recordHeartbeat(db, 'cron', now))
  budget.requests -= reserved
  await runJob('send the outbox', () => drainOutbox(sending))
  budget.requests += reserved
  for (const [name, [queries, run, requests = 0]] of inTurn) {
    if (queries > budget.left || requests > budget.requests) continue
    budget.requests -= requests
    await runJob(name, run)
  }
}
