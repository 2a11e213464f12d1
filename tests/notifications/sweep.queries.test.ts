import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { sessions } from '../../worker/accounts/sign-in/table'
import { sweepSessions } from '../../worker/accounts/sign-in/session.commands'
import { claimDue, sweepNotifications } from '../../worker/notifications/commands'
import { type Message, messages, type OutboxRow, outbox } from '../../worker/notifications/table'
import { inWeather } from '../faulty-db'
import { bindings, db, member } from '../world'

const now = new Date('2026-06-01T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

const email = (id: string, row: Partial<OutboxRow> = {}) => ({
  id,
  event: 'idea.status' as const,
  subject: id,
  createdAt: daysAgo(0),
  dueAt: now,
  ...row,
})

const idsLeft = async () => (await db.select({ id: outbox.id }).from(outbox)).map(({ id }) => id)

beforeEach(() => db.delete(outbox))

test('who waits for an email is served before a queue of announcements', async () => {
  const many = Array.from({ length: 60 }, (_, at) => email(`idea ${at}`, { dueAt: daysAgo(1) }))
  await db.batch(many.map((row) => db.insert(outbox).values(row)) as never)
  await db
    .insert(outbox)
    .values([
      email('link', { event: 'member.sign-in' }),
      email('confirmation', { event: 'guest.confirmation' }),
      email('not due yet', { event: 'member.sign-in', dueAt: new Date(now.getTime() + 1) }),
    ])
  const first = (await claimDue(db, { now, limit: 20 })).map(({ id }) => id)
  expect(first).toEqual(expect.arrayContaining(['link', 'confirmation']))
  expect(first).toHaveLength(20)
  expect(first).not.toContain('not due yet')
})

test('every due email is claimed once, in however many runs', async () => {
  const many = Array.from({ length: 50 }, (_, at) =>
    email(`one ${at}`, { event: at % 2 ? 'member.sign-in' : 'notification.email' }),
  )
  await db.batch(many.map((row) => db.insert(outbox).values(row)) as never)
  const claimed: string[] = []
  for (let run = 0; run < 5; run++) {
    claimed.push(...(await claimDue(db, { now, limit: 20 })).map(({ id }) => id))
  }
  expect(claimed.toSorted()).toEqual(many.map(({ id }) => id).toSorted())
})

describe('when the answer to a claim is lost', () => {
  const losing = (times: number) => {
    let left = times
    const DB = inWeather(bindings.DB, (statement) => {
      if (!/outbox/.test(statement) || left === 0) return 'fine'
      left--
      return 'lost'
    })
    return drizzle(DB, { casing: 'snake_case' })
  }

  beforeEach(async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    await db.insert(outbox).values([email('one'), email('two')])
  })

  test('the same run finds its rows, and no other run gets them', async () => {
    const [mine, others] = await Promise.all([
      claimDue(losing(1), { now, limit: 20 }),
      claimDue(db, { now, limit: 20 }),
    ])
    const ids = [...mine, ...others].map(({ id }) => id)
    expect(ids.toSorted()).toEqual(['one', 'two'])
    expect([...mine, ...others].map(({ attempts }) => attempts)).toEqual([1, 1])
  })

  test('twice, they are due again a minute later', async () => {
    await expect(claimDue(losing(2), { now, limit: 20 })).rejects.toThrow()
    expect(await claimDue(db, { now, limit: 20 })).toEqual([])
    const next = new Date(now.getTime() + 60_000)
    expect(await claimDue(db, { now: next, limit: 20 })).toHaveLength(2)
  })

  test('what was not written is not claimed', async () => {
    const DB = inWeather(bindings.DB, (statement) =>
      statement.startsWith('update') ? 'down' : 'fine',
    )
    const down = drizzle(DB, { casing: 'snake_case' })
    expect(await claimDue(down, { now, limit: 20 })).toEqual([])
    expect(await claimDue(db, { now, limit: 20 })).toHaveLength(2)
  })
})

test('settled emails go after a month; what is still to be sent stays', async () => {
  await db
    .insert(outbox)
    .values([
      email('sent long ago', { createdAt: daysAgo(31), dueAt: null, sentAt: daysAgo(31) }),
      email('given up long ago', { createdAt: daysAgo(31), dueAt: null, failure: 'no sender' }),
      email('sent lately', { createdAt: daysAgo(29), dueAt: null, sentAt: daysAgo(29) }),
      email('still due', { createdAt: daysAgo(90) }),
    ])
  await sweepNotifications(db, now)
  expect((await idsLeft()).toSorted()).toEqual(['sent lately', 'still due'])
})

test('messages about ideas go after a year, warnings never', async () => {
  const { id: memberId } = await member()
  const message = (id: string, kind: Message['kind'], days: number) => ({
    id,
    memberId,
    kind,
    by: memberId,
    at: daysAgo(days),
  })
  await db
    .insert(messages)
    .values([
      message('old idea', 'idea', 366),
      message('idea', 'idea', 364),
      message('old warning', 'warning', 4000),
    ])
  await sweepNotifications(db, now)
  const left = await db.select({ id: messages.id }).from(messages).where(eq(messages.by, memberId))
  expect(left.map(({ id }) => id).toSorted()).toEqual(['idea', 'old warning'])
})

test('expired sessions go, those of members who never come back among them', async () => {
  const { id: userId } = await member()
  const session = (id: string, expiresAt: Date) => ({
    id,
    token: id,
    userId,
    expiresAt,
    createdAt: daysAgo(99),
    updatedAt: daysAgo(99),
  })
  await db.insert(sessions).values([session('over', daysAgo(1)), session('running', daysAgo(-1))])
  await sweepSessions(db, now)
  const left = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
  expect(left.map(({ id }) => id)).toContain('running')
  expect(left.map(({ id }) => id)).not.toContain('over')
})
