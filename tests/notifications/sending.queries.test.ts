import { beforeEach, describe, expect, test, vi } from 'vitest'
import { addToOutbox } from '../../worker/notifications/commands'
import { drizzle } from 'drizzle-orm/d1'
import type { Bindings } from '../../worker/env'
import { readHub } from '../../worker/http/hub'
import { newBudget, withBudget } from '../../worker/lib/query-budget'
import type { Jobs } from '../../worker/notifications/jobs'
import { sendDue } from '../../worker/notifications/outbox.jobs'
import { MAX_ATTEMPTS } from '../../worker/notifications/rules'
import { outbox, type MailProvider, stoppedAddresses } from '../../worker/notifications/table'
import { inWeather, type Weather } from '../faulty-db'
import { recordStatements } from '../setup/plans'
import { bindings, db, origin } from '../world'
import { type Fault, standIn } from './provider-stand-ins'

const start = new Date('2026-06-01T12:00:00Z')
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000)

const providers: MailProvider[] = ['cloudflare', 'resend', 'postmark', 'ses']
/** The providers that send an email again if they are asked again. */
const forgetful = providers.filter((provider) => provider !== 'resend')

/** A job that writes an email to an address made of the row's subject; the link in it is never the same. */
let links = 0
const writes: Jobs[keyof Jobs] = async (_, { subject }) => ({
  to: `${subject}@example.org`,
  subject: 'News',
  text: `Link ${++links}`,
  html: `<p>Link ${links}</p>`,
  headers: { 'Auto-Submitted': 'auto-generated' },
})
const jobs = new Proxy({} as Jobs, { get: () => writes })

/** One run of the outbox. */
const run = async (env: Partial<Bindings>, now: Date, weather?: (sql: string) => Weather) => {
  const budget = newBudget('1000')
  const DB = recordStatements(weather ? inWeather(bindings.DB, weather) : bindings.DB)
  const sending = {
    env: { ...bindings, ...env } as Bindings,
    db: drizzle(withBudget(DB, budget), { casing: 'snake_case' }),
    hub: await readHub(bindings),
    origin,
    now,
    budget,
  }
  await sendDue(sending, jobs).catch(() => undefined)
}

const add = async (subject: string, event: keyof Jobs = 'idea.status') => {
  await addToOutbox(db, { event, subject, now: start })
}

const rows = () => db.select().from(outbox).orderBy(outbox.id)
const row = async () => (await rows())[0]!

let logged: string[] = []

beforeEach(async () => {
  logged = []
  vi.spyOn(console, 'error').mockImplementation((...line) => void logged.push(line.join(' ')))
  await db.delete(outbox)
  await db.delete(stoppedAddresses)
})

describe.each(providers)('with %s', (provider) => {
  test('an email is sent once, from the hub, with the id of its row', async () => {
    const { delivered, env } = standIn(provider)
    await add('rosa')
    for (let minute = 0; minute < 5; minute++) await run(env, after(minute))
    const { id, sentAt } = await row()
    expect(sentAt).not.toBeNull()
    expect(delivered).toEqual([
      expect.objectContaining({ to: 'rosa@example.org', from: 'Hub <hub@example.org>' }),
    ])
    expect(delivered[0]!.headers).toMatchObject({
      'Auto-Submitted': 'auto-generated',
      'X-Hub-Message-ID': `<${id}@hub.test>`,
    })
    // The others refuse it or replace it.
    expect(delivered[0]!.headers['Message-ID']).toBe(
      provider === 'postmark' ? `<${id}@hub.test>` : undefined,
    )
  })

  test.each(['lost after taking', 'unreachable'] as const)(
    'an email whose request is %s is never lost, and goes once if the provider knows the key',
    async (fault) => {
      const { delivered, env } = standIn(provider, (request) => (request < 2 ? fault : 'fine'))
      await add('rosa')
      for (const minute of [0, 2, 10]) await run(env, after(minute))
      const { id, sentAt, maybeSent } = await row()
      expect(sentAt).not.toBeNull()
      const copies = fault === 'unreachable' || provider === 'resend' ? 1 : 3
      expect(delivered).toHaveLength(copies)
      expect(new Set(delivered.map(({ headers }) => headers['X-Hub-Message-ID']))).toEqual(
        new Set([`<${id}@hub.test>`]),
      )
      expect(maybeSent).toBe(provider === 'resend' ? 0 : 2)
    },
  )

  test('a provider that takes nothing is asked no more in that run, and no email is lost', async () => {
    const limit: Fault = {
      status: 429,
      code: { cloudflare: 'E_RATE_LIMIT_EXCEEDED', resend: 'rate_limit_exceeded' }[
        provider as string
      ]!,
    }
    const { delivered, asked, env } = standIn(provider, (request) =>
      request < 10 ? limit : 'fine',
    )
    for (let n = 0; n < 12; n++) await add(`member-${n}`)
    await run(env, start)
    expect(asked()).toBeLessThanOrEqual(10)
    // Waiting is no attempt.
    expect((await rows()).every(({ attempts }) => attempts === 0)).toBe(true)
    for (let minute = 2; minute < 6; minute++) await run(env, after(minute))
    expect(delivered.map(({ to }) => to).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, n) => `member-${n}@example.org`).toSorted(),
    )
  })

  test('while the hub’s account may not send, its emails wait, and are given up with the reason', async () => {
    const code = {
      cloudflare: 'E_SENDER_NOT_VERIFIED',
      resend: 'validation_error',
      postmark: '10',
    }[provider as string]
    const { asked, env } = standIn(provider, () => ({
      status: 403,
      code: code ?? 'SignatureDoesNotMatch',
    }))
    await add('rosa')
    for (let minute = 0; minute < 2000; minute += 50) await run(env, after(minute))
    expect(asked()).toBe(MAX_ATTEMPTS)
    expect(await row()).toMatchObject({ sentAt: null, dueAt: null, maybeSent: 0 })
    expect((await row()).givenUpAt).not.toBeNull()
    expect((await row()).failure).toMatch(/403|E_SENDER_NOT_VERIFIED/)
  })
})

test.each<[MailProvider, number, string]>([
  ['cloudflare', 400, 'E_VALIDATION_ERROR'],
  ['resend', 422, 'validation_error'],
  ['postmark', 422, '300'],
  ['ses', 400, 'BadRequestException'],
])(
  'an email that %s will never take is given up at once, without the address in the reason',
  async (provider, status, code) => {
    const { asked, env } = standIn(provider, () => ({ status, code }))
    await add('rosa')
    for (let minute = 0; minute < 100; minute += 2) await run(env, after(minute))
    const { failure, givenUpAt, dueAt } = await row()
    expect(asked()).toBe(1)
    expect([givenUpAt, dueAt]).toEqual([expect.any(Date), null])
    expect(failure).toContain(code)
    expect(`${failure} ${logged.join(' ')}`).not.toContain('rosa')
  },
)

test.each<[string, string, number]>([
  ['seconds', '1800', 30],
  ['a date', after(90).toUTCString(), 90],
])('a provider that asks to wait in %s is not asked before', async (_, retryAfter, minutes) => {
  for (const status of [429, 503]) {
    await db.delete(outbox)
    const { asked, env } = standIn('resend', (request) =>
      request === 0 ? { status, code: 'daily_quota_exceeded', retryAfter } : 'fine',
    )
    await add('rosa')
    await run(env, start)
    await run(env, after(minutes - 1))
    expect(asked()).toBe(1)
    await run(env, after(minutes + 1))
    expect([asked(), (await row()).sentAt]).toEqual([2, expect.any(Date)])
  }
})

test.each<[MailProvider, number, string]>([
  ['cloudflare', 400, 'E_RECIPIENT_SUPPRESSED'],
  ['postmark', 422, '406'],
])('an address that %s no longer sends to is stopped', async (provider, status, code) => {
  const { asked, env } = standIn(provider, () => ({ status, code }))
  await add('rosa')
  await run(env, start)
  await add('rosa')
  await run(env, after(2))
  expect(asked()).toBe(1)
  expect(await db.select().from(stoppedAddresses)).toMatchObject([
    { provider, reason: 'suppressed', allowedAt: null },
  ])
})

const STEPS = {
  'before it claims': /^update "outbox" set "attempts"/,
  'after it claimed': /from "outbox" where|json_each.* r$/,
  'before it stores what was sent': /json_each\(\?\) o/,
}

describe.each(providers)('a run with %s that is killed', (provider) => {
  test.each(Object.entries(STEPS))('%s loses no email', async (_, step) => {
    const { delivered, env } = standIn(provider)
    for (let n = 0; n < 3; n++) await add(`member-${n}`)
    // Nothing of a killed run is written from then on.
    let isKilled = false
    await run(env, start, (sql) => {
      isKilled ||= step.test(sql)
      return isKilled ? 'down' : 'fine'
    })
    for (const minute of [2, 10, 50]) await run(env, after(minute))
    expect((await rows()).every(({ sentAt }) => sentAt)).toBe(true)
    const sent = delivered.map(({ to }) => to).toSorted()
    expect([...new Set(sent)]).toEqual(
      ['member-0', 'member-1', 'member-2'].map((to) => `${to}@example.org`),
    )
    const isRepeated = step === STEPS['before it stores what was sent'] && provider !== 'resend'
    expect(sent).toHaveLength(isRepeated ? 6 : 3)
    // The hub counts what may have been sent twice, and never fewer than were.
    const counted = (await rows()).reduce((sum, { maybeSent }) => sum + maybeSent, 0)
    expect(counted).toBeGreaterThanOrEqual(isRepeated ? 3 : 0)
    if (provider === 'resend') expect(counted).toBe(0)
  })
})

test.each(forgetful)(
  'no more than ten emails of a killed run with %s are sent again',
  async (provider) => {
    const { delivered, env } = standIn(provider)
    for (let n = 0; n < 15; n++) await add(`member-${n}`)
    let stored = 0
    await run(env, start, (sql) =>
      /json_each\(\?\) o/.test(sql) && ++stored > 1 ? 'down' : 'fine',
    )
    for (const minute of [2, 4, 6]) await run(env, after(minute))
    expect(delivered.length).toBeLessThanOrEqual(25)
    expect(new Set(delivered.map(({ to }) => to)).size).toBe(15)
  },
)

test('two runs at once never send the same email', async () => {
  const { delivered, env } = standIn('postmark')
  for (let n = 0; n < 30; n++) await add(`member-${n}`)
  await Promise.all([run(env, start), run(env, start), run(env, start)])
  expect(delivered).toHaveLength(30)
  expect(new Set(delivered.map(({ to }) => to)).size).toBe(30)
})

test('one row whose job fails holds back no other', async () => {
  const { delivered, env } = standIn('postmark')
  await add('rosa')
  await add('ben')
  const broken = { ...bindings, ...env } as Bindings
  const budget = newBudget('1000')
  const sending = { env: broken, db, hub: await readHub(bindings), origin, now: start, budget }
  const many: Jobs = new Proxy({} as Jobs, {
    get: () => ({
      queries: 1,
      handle: async (_: unknown, all: { subject: string }[]) =>
        Promise.all(
          all.map((one) => {
            if (one.subject === 'rosa') throw new Error('broken')
            return (writes as (sending: unknown, row: unknown) => unknown)(null, one)
          }),
        ),
    }),
  })
  await sendDue(sending, many)
  await sendDue({ ...sending, now: after(2) }, many)
  expect(delivered.map(({ to }) => to)).toEqual(['ben@example.org'])
  expect((await rows()).map(({ sentAt }) => Boolean(sentAt)).toSorted()).toEqual([false, true])
})
