import { env as bare } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { examples, filters } from '../../worker/discussion/spam/table'
import { removals } from '../../worker/discussion/comments/table'
import { browsers, standings } from '../../worker/discussion/contributors/table'
import { conversations } from '../../worker/discussion/conversations/table'
import { reactions } from '../../worker/discussion/reactions/table'
import { members } from '../../worker/accounts/members/table'
import { sessions, verifications } from '../../worker/accounts/sign-in/table'
import type { Bindings } from '../../worker/env'
import worker from '../../worker/index'
import { newId } from '../../worker/lib/id'
import { messages, outbox } from '../../worker/notifications/table'
import { counts } from '../../worker/promotion/offers/table'
import { addComment } from '../discussion/reports/seed'
import { recordStatements } from '../setup/plans'
import { db, member, send, topic } from '../world'

const bindings = bare as unknown as Bindings
const DAY = 86_400_000
const hour = new Date('2026-06-01T12:00:00Z')
const daysAgo = (days: number) => new Date(hour.getTime() - days * DAY)
const minutes = (count: number) => new Date(hour.getTime() + count * 60_000)

/** The database, with the number of statements that it ran: in a batch, each counts. */
const counted = (db: D1Database) => {
  const ran = { queries: 0 }
  const inner = new WeakMap<object, D1PreparedStatement>()
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const one = new Proxy(statement, {
      get: (target, name: keyof D1PreparedStatement) => {
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values))
        ran.queries++
        return (target[name] as () => unknown).bind(target)
      },
    })
    inner.set(one, statement)
    return one
  }
  const DB = {
    prepare: (text: string) => wrap(db.prepare(text)),
    batch: (statements: D1PreparedStatement[]) => {
      ran.queries += statements.length
      return db.batch(statements.map((one) => inner.get(one)!))
    },
  } as unknown as D1Database
  return { ran, DB }
}

/** One tick of a deployed hub: the queries that it made, and the emails that it sent. */
const tick = async (at: Date, env: Partial<Bindings> = {}) => {
  const { ran, DB } = counted(recordStatements(bindings.DB))
  const sent: string[] = []
  const EMAIL = { send: async ({ to }: { to: string }) => sent.push(to) } as unknown as SendEmail
  const deployed = { HUB_LOCAL: undefined, EMAIL, MAIL_FROM: 'hub@example.org' }
  await worker.scheduled(
    { scheduledTime: at.getTime(), cron: '* * * * *', noRetry: () => undefined },
    { ...bindings, DB, ...deployed, ...env } as Bindings,
  )
  return { queries: ran.queries, sent }
}

const insert = (rows: unknown[]) => db.batch(rows as unknown as Parameters<typeof db.batch>[0])

const work = {
  /** Voters of an idea in a space for members, whose right to read it is looked up. */
  emails: async (count: number) => {
    const idea = await topic({ kind: 'idea', space: 'crew' })
    const voters = []
    for (let at = 0; at < count; at++) voters.push(await member())
    const message = { kind: 'idea', conversation: idea.id, status: 'done', by: 'a-host' } as const
    await insert(
      voters.flatMap(({ id }) => [
        db.insert(messages).values({ ...message, id: `about ${id}`, memberId: id, at: hour }),
        db.insert(outbox).values({
          id: newId(hour),
          event: 'idea.status',
          subject: id,
          detail: { message: `about ${id}` },
          createdAt: hour,
          dueAt: hour,
        }),
      ]),
    )
    return voters.map(({ email }) => email)
  },

  ideas: () =>
    db
      .insert(conversations)
      .values({ id: 'post:benches', status: 'done' })
      .onConflictDoUpdate({ target: conversations.id, set: { status: 'done' } }),

  links: () => member({ links: [{ url: 'https://rosa.example/' }], linksDueAt: daysAgo(1) }),

  points: async () => {
    const [ann, bo, cy] = [await member(), await member(), await member()]
    for (const [author, giver] of [
      [ann, bo],
      [bo, cy],
      [cy, ann],
    ] as const) {
      const subject = await addComment({ memberId: author.id, conversation: 'post:open' })
      const row = { subject, visitor: giver.id, emoji: '👍', conversation: 'post:open' }
      await db.insert(reactions).values({ ...row, address: 'a', first: false, reactedAt: hour })
    }
    await db.update(standings).set({ dueAt: daysAgo(1) })
  },

  filter: async () => {
    for (let at = 0; at < 50; at++)
      await db.insert(examples).values({
        comment: await addComment(),
        isSpam: at % 2 === 0,
        words: Array.from({ length: 12 }, (_, word) => `word ${at} ${word}`),
        at: daysAgo(1),
      })
  },

  expired: async () => {
    const { id, name } = await member()
    const common = { createdAt: daysAgo(99), updatedAt: daysAgo(99), expiresAt: daysAgo(1) }
    const comment = await addComment({ memberId: id, state: 'removed' })
    await insert([
      db.insert(verifications).values({ id: 'old', identifier: 'old', value: '', ...common }),
      db.insert(sessions).values({ id: 'old', token: 'old', userId: id, ...common }),
      db.insert(outbox).values({
        id: 'old',
        event: 'idea.status',
        subject: id,
        createdAt: daysAgo(99),
      }),
      db.insert(removals).values({
        comment,
        state: 'published',
        body: '',
        html: '',
        name,
        asHost: false,
        removedAt: daysAgo(99),
      }),
      db.insert(browsers).values({ browser: 'old', memberId: id, seenAt: daysAgo(99) }),
    ])
    await addComment({ digest: 'old', writtenAt: daysAgo(2) })
  },

  counts: () =>
    db.insert(counts).values({
      day: daysAgo(402).toISOString().slice(0, 10),
      kind: 'offer',
      link: 'guide',
      measure: 'shown',
      page: 'post:open',
      count: 10,
    }),
}

/** So many notifications that are due since an hour, to members who voted. */
const massOf = (count: number) =>
  db.run(sql`insert into outbox (id, event, subject, created_at, due_at)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
    select 'mass-' || i, 'idea.status', 'nobody', ${hour.getTime() - 3_600_000}, ${hour.getTime() - 3_600_000} from n`)

/** A provider that is not reached the first time. */
const noRoute = {
  EMAIL: { send: () => Promise.reject(new Error('no route')) } as unknown as SendEmail,
  MAIL_FROM: 'hub@example.org',
}

/** Work for every job but the outbox. */
const addAllWork = async () => {
  for (const add of [work.ideas, work.links, work.points, work.filter, work.expired, work.counts])
    await add()
}

/** Which jobs still have work, by what they would change. */
const unfinished = async (): Promise<string[]> => {
  const asked = {
    ideas: sql`select 1 from conversations where id = 'post:benches' and status = 'done'`,
    links: sql`select 1 from ${members} where links_due_at <= ${hour.getTime()}`,
    points: sql`select 1 from standings where due_at <= ${hour.getTime()}`,
    filter: sql`select 1 where not exists (select 1 from ${filters} where made_at > 0)`,
    links_expired: sql`select 1 from verifications where id = 'old'`,
    sessions: sql`select 1 from sessions where id = 'old'`,
    outbox: sql`select 1 from outbox where id = 'old'`,
    removals: sql`select 1 from removals where body = ''`,
    browsers: sql`select 1 from browsers where browser = 'old'`,
    digests: sql`select 1 from comments where digest = 'old'`,
  }
  const left = []
  for (const [name, query] of Object.entries(asked))
    if ((await db.all(query)).length > 0) left.push(name)
  return left
}

beforeEach(async () => {
  vi.stubGlobal('fetch', async () => new Response('nothing'))
  await db.delete(outbox)
  await db.delete(filters)
  await db.delete(examples)
  await db.delete(counts)
})

describe('a tick on Workers Free', () => {
  test('makes at most 50 queries in the worst case, and every email and job gets its turn', async () => {
    const to = await work.emails(90)
    await addAllWork()
    expect(await unfinished()).toHaveLength(10)
    const sent: string[] = []
    const queries: number[] = []
    let turns = 0
    for (let at = 0; at < 30 && (sent.length < to.length || turns === at); at++) {
      const ticked = await tick(minutes(at))
      sent.push(...ticked.sent)
      queries.push(ticked.queries)
      expect(ticked.sent.length).toBeLessThanOrEqual(50)
      if ((await unfinished()).length > 0) turns = at + 1
    }
    expect(Math.max(...queries)).toBeLessThanOrEqual(50)
    expect(sent.toSorted()).toEqual(to.toSorted())
    // There are eleven jobs, and each minute begins with another.
    expect(turns).toBeLessThanOrEqual(11)
  })

  test('sends thirty emails about the same, within 50 queries and 50 requests', async () => {
    await work.emails(200)
    for (let at = 0; at < 3; at++) {
      const { sent, queries } = await tick(minutes(at))
      expect(sent.length).toBeGreaterThanOrEqual(30)
      expect(sent.length).toBeLessThanOrEqual(50)
      expect(queries).toBeLessThanOrEqual(50)
    }
  })

  test('sends the link to sign in first, however many notifications are due', async () => {
    await work.emails(1)
    await massOf(10_000)
    const { email } = await member()
    await send('/community/sign-in/', { email }, { env: { HUB_LOCAL: undefined, ...noRoute } })
    // The form was sent now, whatever the time of the other emails.
    const { sent, queries } = await tick(new Date(Date.now() + 120_000))
    expect(sent[0]).toBe(email)
    expect(queries).toBeLessThanOrEqual(50)
  })

  test('with no email due does all other work at once', async () => {
    await addAllWork()
    const { queries } = await tick(hour)
    expect(await unfinished()).toEqual([])
    expect(queries).toBeLessThanOrEqual(50)
  })
})

test('with the limit of Workers Paid, a tick sends more than a hundred emails', async () => {
  const to = await work.emails(120)
  const { sent, queries } = await tick(hour, { QUERY_LIMIT: '1000' })
  expect(sent.toSorted()).toEqual(to.toSorted())
  expect(queries).toBeLessThanOrEqual(1000)
})
