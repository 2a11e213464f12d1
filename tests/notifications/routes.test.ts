import { env as bare } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { expect, test, vi } from 'vitest'
import { readHub } from '../../worker/http/hub'
import { inWeather } from '../faulty-db'
import { recordStatements } from '../setup/plans'
import worker from '../../worker/index'
import { sendOutbox } from '../../worker/jobs'
import { newId } from '../../worker/lib/id'
import { addToOutbox } from '../../worker/notifications/commands'
import { outbox } from '../../worker/notifications/table'
import type { Bindings } from '../../worker/env'
import { budget, ask, db, lettersTo, origin, say, send, stranger } from '../world'

const bindings = bare as unknown as Bindings

/** The hub's clock strikes. */
const tick = (env: Partial<Bindings>, at: Date) =>
  worker.scheduled(
    { scheduledTime: at.getTime(), cron: '* * * * *', noRetry: () => undefined },
    { ...bindings, DB: recordStatements(bindings.DB), ...env },
  )

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

const deployed = (send: (letter: unknown) => Promise<unknown>) =>
  ({
    HUB_LOCAL: undefined,
    EMAIL: { send },
    MAIL_FROM: 'hub@example.org',
  }) as unknown as Partial<Bindings>

test('the mailbox is not there unless the hub runs locally', async () => {
  const local = await ask('/community/dev/mail/')
  const alone = await ask('/community/dev/mail/', {}, { env: { HUB_LOCAL: undefined } })
  expect([local.status, alone.status]).toEqual([200, 404])
})

test('the mailbox shows letters as a page, and as JSON to whoever asks for it', async () => {
  const rosa = stranger()
  await say(rosa, 'Hello')
  const shown = await ask('/community/dev/mail/')
  expect(shown.body).toContain(rosa.email)
  const [letter] = await lettersTo(rosa)
  expect(Object.keys(letter!)).toEqual(['id', 'to', 'subject', 'text', 'html', 'headers', 'at'])
})

test('a letter that could not be sent is sent later, once', async () => {
  const rosa = stranger()
  const sender = vi.fn().mockRejectedValueOnce(new Error('no route')).mockResolvedValue({})
  const env = deployed(sender)
  await send(
    '/community/conversations/post:open/comments',
    { body: 'Please write to me', name: rosa.name, email: rosa.email },
    { address: rosa.address, env },
  )
  expect(sender).toHaveBeenCalledTimes(1)
  await tick(env, later(0.5))
  expect(sender).toHaveBeenCalledTimes(1)
  await Promise.all([tick(env, later(2)), tick(env, later(2))])
  await tick(env, later(60))
  expect(sender).toHaveBeenCalledTimes(2)
  expect(sender.mock.lastCall![0]).toMatchObject({ to: rosa.email, from: 'hub@example.org' })
})

test('a letter whose claim got no answer goes at once, not ten minutes later', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const rosa = stranger()
  let lost = 0
  const DB = inWeather(bindings.DB, (sql) => {
    if (!sql.startsWith('update "outbox" set "attempts"')) return 'fine'
    lost++
    return 'lost'
  })
  await send(
    '/community/conversations/post:open/comments',
    { body: 'Please write to me', name: rosa.name, email: rosa.email },
    { address: rosa.address, env: { DB } },
  )
  expect(lost).toBe(1)
  expect(await lettersTo(rosa)).toHaveLength(1)
  await tick({}, later(60))
  expect(await lettersTo(rosa)).toHaveLength(1)
  log.mockRestore()
})

test('without a sender the letter waits in the outbox with the reason, and the comment for a host', async () => {
  const rosa = stranger()
  const env = { HUB_LOCAL: undefined }
  const said = await send(
    '/community/conversations/post:open/comments',
    { body: 'Nobody can write to me', name: rosa.name, email: rosa.email },
    { address: rosa.address, env },
  )
  const id = said.headers.get('location')!.split('#c-')[1]!
  const [row] = await db.select().from(outbox).where(eq(outbox.subject, id))
  expect(row).toMatchObject({ sentAt: null, failure: expect.stringContaining('no sender') })
})

test('a failed query leaves none of its parameters in the outbox or in the log', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const now = new Date()
  const subject = newId(now)
  await addToOutbox(db, { event: 'guest.confirmation', subject, now })
  const failing = new Proxy(bindings.DB, {
    get: (real, name: keyof D1Database) =>
      name === 'prepare'
        ? (sql: string) => real.prepare(sql.replace('from "comments"', 'from "nowhere"'))
        : (real[name] as () => unknown).bind(real),
  })
  const hub = await readHub(bindings)
  const sending = {
    env: bindings,
    db: drizzle(failing, { casing: 'snake_case' }),
    hub,
    origin,
    now,
    budget,
  }
  await sendOutbox(sending, subject)
  const [row] = await db.select().from(outbox).where(eq(outbox.subject, subject))
  expect(row!.failure).toContain('no such table: nowhere')
  expect(row!.failure).not.toMatch(new RegExp(`params|${subject}`))
  const lines = log.mock.calls.flat().map((each) => (each instanceof Error ? each.stack : each))
  expect(lines.join(' ')).toContain(`the outbox row ${row!.id} (guest.confirmation) failed:`)
  expect(lines.join(' ')).not.toMatch(new RegExp(`params|${subject}`))
  log.mockRestore()
})

test.for(['verifications', 'sessions', 'removals', 'standings', 'browsers', 'filters', 'examples'])(
  'while the job on %s fails, emails are sent, and the log names the job',
  async (table) => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const rosa = stranger()
    const sender = vi.fn().mockRejectedValueOnce(new Error('no route')).mockResolvedValue({})
    await send(
      '/community/conversations/post:open/comments',
      { body: 'Please write to me', name: rosa.name, email: rosa.email },
      { address: rosa.address, env: deployed(sender) },
    )
    const DB = inWeather(bindings.DB, (sql) =>
      new RegExp(`(?:from|update|into) "?${table}"?`, 'i').test(sql) ? 'down' : 'fine',
    )
    await tick({ ...deployed(sender), DB }, later(2))
    expect(sender.mock.calls.filter(([{ to }]) => to === rosa.email)).toHaveLength(2)
    expect(log.mock.calls.flat().join('\n')).toMatch(/the job to [a-z ]+ failed/)
    log.mockRestore()
  },
)
