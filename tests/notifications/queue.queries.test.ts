import { beforeEach, expect, test, vi } from 'vitest'
import { drizzle } from 'drizzle-orm/d1'
import type { Bindings } from '../../worker/env'
import { readHub } from '../../worker/http/hub'
import { newBudget, withBudget } from '../../worker/lib/query-budget'
import { addToOutbox } from '../../worker/notifications/commands'
import type { Jobs } from '../../worker/notifications/jobs'
import { consumeBatch, sendWithQueue } from '../../worker/notifications/queue.jobs'
import { MAX_ATTEMPTS } from '../../worker/notifications/rules'
import { outbox } from '../../worker/notifications/table'
import { recordStatements } from '../setup/plans'
import { bindings, db, origin } from '../world'
import { type Fault, standIn } from './provider-stand-ins'

const start = new Date('2026-06-01T12:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000)

const jobs = new Proxy({} as Jobs, {
  get:
    () =>
    async (_: unknown, { subject }: { subject: string }) => ({
      to: `${subject}@example.org`,
      subject: 'News',
      text: 'News',
      html: 'News',
      headers: {},
    }),
})

const contextAt = async (env: Partial<Bindings>, now: Date) => {
  const budget = newBudget('1000')
  return {
    env: { ...bindings, ...env } as Bindings,
    db: drizzle(withBudget(recordStatements(bindings.DB), budget), { casing: 'snake_case' }),
    hub: await readHub(bindings),
    origin,
    now,
    budget,
  }
}

/** A queue that keeps messages until they are acknowledged. */
const newQueue = () => {
  const waiting: { id: string; at: number }[] = []
  const queue = {
    sendBatch: async (messages: Iterable<{ body: string }>) => {
      for (const { body } of messages) waiting.push({ id: body, at: start.getTime() })
    },
  } as unknown as Queue<string>
  /** Delivers what is due, each so often; a message counts as handled by its last delivery. */
  const deliver = async (env: Partial<Bindings>, now: Date, times = 1, name = 'hub-email') => {
    const due = waiting.filter(({ at }) => at <= now.getTime())
    for (const one of due) waiting.splice(waiting.indexOf(one), 1)
    const messages = due.flatMap(({ id }) =>
      Array.from({ length: times }, () => ({
        body: id,
        ack: () => undefined,
        retry: ({ delaySeconds = 0 } = {}) =>
          void waiting.push({ id, at: now.getTime() + delaySeconds * 1000 }),
      })),
    )
    const batches = Array.from({ length: times }, (_, at) =>
      messages.filter((__, index) => index % times === at),
    )
    const context = () => contextAt(env, now)
    await Promise.all(
      batches.map(async (batch) =>
        consumeBatch(await context(), jobs, { queue: name, messages: batch } as never),
      ),
    )
  }
  return { queue, waiting, deliver }
}

const add = async (subject: string, event: keyof Jobs = 'idea.status') => {
  await addToOutbox(db, { event, subject, now: start })
}
const rows = () => db.select().from(outbox).orderBy(outbox.id)

beforeEach(async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  await db.delete(outbox)
})

test('with a queue the cron trigger sends links, and hands over each other email once', async () => {
  const { delivered, env } = standIn('postmark')
  const { queue, waiting, deliver } = newQueue()
  for (let n = 0; n < 150; n++) await add(`member-${n}`)
  await add('rosa', 'member.sign-in')
  await sendWithQueue(await contextAt(env, start), jobs, queue)
  await sendWithQueue(await contextAt(env, after(60)), jobs, queue)
  expect(delivered.map(({ to }) => to)).toEqual(['rosa@example.org'])
  expect(new Set(waiting.map(({ id }) => id)).size).toBe(150)
  expect(waiting).toHaveLength(150)
  await deliver(env, after(61))
  while (waiting.length > 0) await deliver(env, after(70))
  expect(delivered).toHaveLength(151)
  expect((await rows()).every(({ sentAt, maybeSent }) => sentAt && maybeSent === 0)).toBe(true)
})

test('a message that is delivered twice, at once or later, sends one email', async () => {
  const { delivered, env } = standIn('postmark')
  const { queue, waiting, deliver } = newQueue()
  await add('rosa')
  await sendWithQueue(await contextAt(env, start), jobs, queue)
  const [message] = waiting
  await deliver(env, after(1), 2)
  waiting.push(message!)
  await deliver(env, after(2))
  expect([delivered.length, waiting]).toEqual([1, []])
})

test('an email that fails comes again when its row is due, and is given up after the last attempt', async () => {
  const fault: Fault = { status: 500, code: '0' }
  const { asked, env } = standIn('postmark', () => fault)
  const { queue, waiting, deliver } = newQueue()
  await add('rosa')
  await sendWithQueue(await contextAt(env, start), jobs, queue)
  for (let hour = 0; hour < 30 && waiting.length > 0; hour++) {
    await deliver(env, after(hour * 3600))
    // The cron trigger leaves it to the queue.
    await sendWithQueue(await contextAt(env, after(hour * 3600 + 60)), jobs, queue)
    expect(waiting.length).toBeLessThanOrEqual(1)
  }
  expect(asked()).toBe(MAX_ATTEMPTS)
  expect((await rows())[0]).toMatchObject({
    dueAt: null,
    sentAt: null,
    givenUpAt: expect.any(Date),
  })
})

test('an email whose message the queue lost is sent by the next one', async () => {
  const { delivered, env } = standIn('postmark')
  const { queue, waiting, deliver } = newQueue()
  await add('rosa')
  await sendWithQueue(await contextAt(env, start), jobs, queue)
  waiting.length = 0
  await sendWithQueue(await contextAt(env, after(16 * 60)), jobs, queue)
  await deliver(env, after(17 * 60))
  expect(delivered).toHaveLength(1)
})

test('what the queue gives up is in the list at the desk', async () => {
  const { delivered, env } = standIn('postmark')
  const { queue, deliver } = newQueue()
  await add('rosa')
  await sendWithQueue(await contextAt(env, start), jobs, queue)
  await deliver(env, after(1), 1, 'hub-email-dead')
  expect(delivered).toEqual([])
  expect((await rows())[0]).toMatchObject({
    dueAt: null,
    givenUpAt: expect.any(Date),
    failure: 'given up by the queue',
  })
})
