import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import { ruleReports } from '../../../worker/discussion/reports/commands'
import { listReports } from '../../../worker/discussion/reports/queries'
import { reports } from '../../../worker/discussion/reports/table'
import { ask, bindings, cookieOf, db, member, people, say, send, stranger } from '../../world'
import { addComment, addRecord, regular } from './seed'

type Person = { address: string; cookie?: string | undefined }

const page = (id: string) => `/community/comments/${id}/report/`
const thanks = (id: string) => `${page(id)}?done=yes`
const report = (id: string, { address, cookie }: Person, reason = '') =>
  send(`/community/comments/${id}/report`, { reason }, { address, cookie })
const rowsOf = (id: string) =>
  db.select().from(reports).where(eq(reports.comment, id)).orderBy(reports.id)
const stateOf = async (id: string) => {
  const [row] = await db.select().from(comments).where(eq(comments.id, id))
  return row!.heldFor ?? row!.state
}
const regulars = (many: number) => Promise.all(Array.from({ length: many }, () => regular()))
const change = (id: string, to: Partial<typeof comments.$inferSelect>) =>
  db.update(comments).set(to).where(eq(comments.id, id))

describe('a reader reports', () => {
  test('with a reason or without, is thanked, and nothing else is to be seen of it', async () => {
    const id = await addComment()
    const rosa = await member({ name: 'Rosa the reporter' })
    const form = await ask(page(id), {}, rosa)
    expect([form.status, form.body]).toEqual([200, expect.stringContaining('Report a comment')])

    const answer = await report(id, rosa, '  An advert ')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, thanks(id)])
    expect((await ask(thanks(id), {}, rosa)).body).toContain('Thanks. A host will review it.')
    expect(await rowsOf(id)).toMatchObject([
      { reporter: rosa.id, reason: 'An advert', weight: 0, address: null, ruling: null },
    ])
    const thread = await ask('/community/posts/open/', {}, stranger())
    expect(thread.body).not.toContain('Rosa the reporter')
  })

  test('once: the same again is answered the same, and the first reason stays', async () => {
    const id = await addComment()
    const rosa = await member()
    const first = await report(id, rosa, 'First')
    const again = await report(id, rosa, 'Again')
    expect([again.status, again.headers.get('location')]).toEqual([
      first.status,
      first.headers.get('location'),
    ])
    expect(await rowsOf(id)).toMatchObject([{ reason: 'First' }])
  })

  test('twenty times at once, and it is one report', async () => {
    const id = await addComment()
    const rosa = await regular()
    await Promise.all(Array.from({ length: 20 }, () => report(id, rosa)))
    expect(await rowsOf(id)).toHaveLength(1)
    expect(await stateOf(id)).toBe('published')
  })

  test('as a guest, and is known by the cookie that the report sets', async () => {
    const id = await addComment()
    const guest = stranger()
    expect(cookieOf(await ask(page(id), {}, guest))).toBeUndefined()
    const cookie = cookieOf(await report(id, guest, 'Rude'))
    expect(cookie).toContain('hub-guest=')
    await report(id, { ...guest, cookie }, 'Rude again')
    expect(await rowsOf(id)).toMatchObject([{ reason: 'Rude', weight: 0 }])
    expect((await ask(page(id), {}, { cookie })).body).toContain('Thank you')
  })

  test('once as a guest whose first answer was lost, though sent again from another network', async () => {
    const id = await addComment()
    const drawnIn = async () =>
      /name="drawn" value="([^"]+)"/.exec((await ask(page(id), {}, stranger())).body)![1]!
    const sendIn = (drawn: string) =>
      send(`/community/comments/${id}/report`, { reason: 'Spam', drawn }, stranger())
    const drawn = await drawnIn()
    for (const each of [drawn, drawn, await drawnIn(), 'forged', 'forged'])
      expect((await sendIn(each)).headers.get('location')).toBe(thanks(id))
    // Each forged form is a guest of its own, as one without the field.
    expect(await rowsOf(id)).toHaveLength(4)
    // The form of one comment is none of another.
    const other = await addComment()
    await send(`/community/comments/${other}/report`, { drawn }, stranger())
    const [first] = await rowsOf(id)
    expect((await rowsOf(other)).map(({ reporter }) => reporter)).not.toContain(first!.reporter)
  })

  test('three times a day from one address as guests without a cookie; members there are not counted', async () => {
    const id = await addComment()
    const { address } = stranger()
    const statuses = []
    for (let at = 0; at < 4; at++) statuses.push((await report(id, { address }, 'x')).status)
    expect(statuses).toEqual([303, 303, 303, 429])
    expect(await rowsOf(id)).toHaveLength(3)
    const { cookie } = await member()
    expect((await report(id, { address, cookie })).status).toBe(303)
    // Another comment is another matter.
    expect((await report(await addComment(), { address })).status).toBe(303)
  })

  test('in 500 characters: more is refused with the words kept', async () => {
    const id = await addComment()
    const reason = `${'x'.repeat(500)}<kept>`
    const { status, body } = await report(id, await member(), reason)
    expect(status).toBe(422)
    expect(body).toContain('x&lt;kept&gt;')
    expect(body).toContain('Please keep it to 500 characters.')
    expect(await rowsOf(id)).toEqual([])
  })

  test('and what else a form says counts for nothing (mass assignment)', async () => {
    const id = await addComment()
    const [rosa, ben] = [await member(), await member()]
    const fields = { reason: 'x', weight: '9', reporter: ben.id, ruling: 'right', comment: ben.id }
    await send(`/community/comments/${id}/report`, fields, rosa)
    expect(await rowsOf(id)).toMatchObject([{ reporter: rosa.id, weight: 0, ruling: null }])
  })
})

describe('what can not be reported', () => {
  test('one’s own words: a sentence says what else can be done', async () => {
    const rosa = await member()
    const id = await addComment({ memberId: rosa.id })
    for (const { status, body } of [await ask(page(id), {}, rosa), await report(id, rosa)])
      expect([status, body]).toEqual([422, expect.stringContaining('This is your own comment')])
    expect(await rowsOf(id)).toEqual([])
  })

  test.each(['held', 'removed'] as const)('what is %s is not there', async (state) => {
    const id = await addComment({ state, shown: false })
    for (const who of [await regular(), stranger(), await member({ role: 'host' })]) {
      expect((await ask(page(id), {}, who)).status).toBe(404)
      expect((await ask(thanks(id), {}, who)).status).toBe(404)
      expect((await report(id, who)).status).toBe(404)
    }
    expect(await rowsOf(id)).toEqual([])
  })

  test('what nobody wrote is not there, however the id is spelled', async () => {
    for (const id of [newId(new Date()), 'x', '%00', "' or 1=1 --"])
      expect((await report(id, stranger())).status).toBe(404)
  })

  test('a comment in a space that they may not read', async () => {
    const id = await addComment({ conversation: 'post:in-crew' })
    expect((await ask(page(id), {}, stranger())).status).toBe(404)
    expect((await report(id, await member())).status).toBe(404)
    expect(await rowsOf(id)).toEqual([])
  })

  test('by a host, who is led to the desk: they can hold it themselves', async () => {
    const id = await addComment()
    const host = await member({ role: 'host' })
    const there = `/community/desk/comments/${id}/`
    expect((await ask(page(id), {}, host)).headers.get('location')).toBe(there)
    expect((await report(id, host)).headers.get('location')).toBe(there)
    expect(await rowsOf(id)).toEqual([])
  })

  test('from another site', async () => {
    const id = await addComment()
    const { address, cookie } = await member()
    const path = `/community/comments/${id}/report`
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    expect((await send(path, {}, { address, cookie, headers })).status).toBe(403)
    expect(await rowsOf(id)).toEqual([])
  })
})

describe('three regulars', () => {
  test('hold a comment until a host looks, and it is counted nowhere any more', async () => {
    const id = await addComment({ conversation: 'post:outage' })
    await db.update(conversations).set({ comments: 1 }).where(eq(conversations.id, 'post:outage'))
    const [a, b, c] = await regulars(3)
    await report(id, a!)
    await report(id, b!)
    expect(await stateOf(id)).toBe('published')
    const last = await report(id, c!)
    expect(await stateOf(id)).toBe('reported')
    const [counted] = await db
      .select()
      .from(conversations)
      .where(eq(conversations.id, 'post:outage'))
    expect(counted!.comments).toBe(0)
    expect((await ask(`/community/comments/${id}/`, {}, stranger())).status).toBe(404)
    // Whoever reported it is thanked all the same, and so is whoever sends it again.
    expect((await ask(last.headers.get('location')!, {}, c!)).body).toContain('Thank you')
    expect((await report(id, a!)).status).toBe(303)
    expect((await ask(thanks(id), {}, await regular())).status).toBe(404)
  })

  test('at once hold it, whoever of them is the third', async () => {
    const id = await addComment()
    const all = await regulars(6)
    const answers = await Promise.all(all.map((each) => report(id, each)))
    expect(await stateOf(id)).toBe('reported')
    // Whoever comes so late that the comment was held before they were read finds none.
    const taken = answers.filter(({ status }) => status === 303)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(6 - taken.length)
    expect(await rowsOf(id)).toHaveLength(taken.length)
    expect(taken.length).toBeGreaterThanOrEqual(3)
  })

  test('are more than two, and more than two and ten newcomers', async () => {
    const id = await addComment()
    for (const each of await regulars(2)) await report(id, each)
    for (let at = 0; at < 10; at++) await report(id, await member())
    expect(await stateOf(id)).toBe('published')
    expect(await rowsOf(id)).toHaveLength(12)
  })

  test('are not one who says it three times, signed in here and there', async () => {
    const id = await addComment()
    const [a, b] = await regulars(2)
    for (const each of [a!, b!, b!, b!, a!]) await report(id, each)
    await report(id, { address: b!.address })
    expect(await stateOf(id)).toBe('published')
  })

  test('of whom one was wrong before need a fourth', async () => {
    const id = await addComment()
    const [a, b, c, d] = await regulars(4)
    await addRecord(c!.id, ['wrong', 'wrong', 'right'])
    for (const each of [a!, b!, c!]) await report(id, each)
    expect(await stateOf(id)).toBe('published')
    expect((await rowsOf(id)).find(({ reporter }) => reporter === c!.id)!.weight).toBe(0.5)
    await report(id, d!)
    expect(await stateOf(id)).toBe('reported')
  })

  test('who were right before count as any three do, and no more', async () => {
    const id = await addComment()
    const [a, b, c] = await regulars(3)
    for (const each of [a!, b!, c!]) await addRecord(each.id, ['right', 'right', 'right'])
    await report(id, a!)
    await report(id, b!)
    expect(await stateOf(id)).toBe('published')
    await report(id, c!)
    expect((await rowsOf(id)).map(({ weight }) => weight)).toEqual([1, 1, 1])
    expect(await stateOf(id)).toBe('reported')
  })

  test('of whom one is silenced are two', async () => {
    const id = await addComment()
    const silencedUntil = new Date(Date.now() + 60_000)
    const silenced = await regular({ silencedUntil, silenceReason: 'x' })
    for (const each of [...(await regulars(2)), silenced])
      expect((await report(id, each)).status).toBe(303)
    expect(await stateOf(id)).toBe('published')
    expect(await rowsOf(id)).toHaveLength(3)
  })

  test('never hold what a host said', async () => {
    const asHost = await addComment({ asHost: true })
    const filed = await addComment({ person: 'mara' })
    for (const id of [asHost, filed]) {
      for (const each of await regulars(4)) await report(id, each)
      expect(await stateOf(id)).toBe('published')
      expect(await rowsOf(id)).toHaveLength(4)
    }
  })

  test('hold nothing that is faded already: hosts have seen it', async () => {
    const id = await addComment({ state: 'faded' })
    for (const each of await regulars(3)) await report(id, each)
    expect(await stateOf(id)).toBe('faded')
    expect(await rowsOf(id)).toHaveLength(3)
  })
})

describe('once a host let it stand', () => {
  const letStand = async (id: string) => {
    const now = new Date()
    await db.batch([
      db.update(comments).set({ judgedAt: now }).where(eq(comments.id, id)),
      ...ruleReports(db, id, 'wrong', now, sql`true`),
    ])
  }

  test('three more only tell the hosts', async () => {
    const id = await addComment()
    for (const each of await regulars(2)) await report(id, each)
    await letStand(id)
    for (const each of await regulars(3)) await report(id, each)
    expect(await stateOf(id)).toBe('published')
    const open = (await rowsOf(id)).filter(({ ruling }) => ruling === null)
    expect(open).toHaveLength(3)
  })

  test('other words are counted anew, and what was said of the old ones is not', async () => {
    const id = await addComment()
    await letStand(id)
    for (const each of await regulars(2)) await report(id, each)
    await change(id, { revisedAt: new Date(Date.now() + 1) })
    const then = await regulars(3)
    await new Promise((resolve) => setTimeout(resolve, 5))
    for (const each of then.slice(0, 2)) await report(id, each)
    expect(await stateOf(id)).toBe('published')
    await report(id, then[2]!)
    expect(await stateOf(id)).toBe('reported')
  })

  test('a ruling is for the open reports alone, and the last one can be taken back', async () => {
    const id = await addComment()
    const [a, b] = await regulars(2)
    const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, second))
    const rule = (ruling: 'right' | 'wrong' | null, now: Date, isDecided = sql`true`) =>
      db.batch(ruleReports(db, id, ruling, now, isDecided) as never)
    const rulings = async () => (await rowsOf(id)).map(({ ruling }) => ruling)
    await report(id, a!)
    await rule('wrong', at(1), sql`false`)
    expect(await rulings()).toEqual([null])
    await rule('wrong', at(1))
    await report(id, b!)
    await rule('right', at(2))
    expect(await rulings()).toEqual(['wrong', 'right'])
    await rule(null, at(3))
    expect(await rulings()).toEqual(['wrong', null])
  })
})

test('hosts read who said what of a comment; of a guest the name they once gave', async () => {
  const id = await addComment()
  const rosa = await regular({ name: 'Rosa' })
  const ben = { ...people.ben, address: stranger().address }
  const cookie = cookieOf(await say(ben, 'Ben was here'))
  await report(id, rosa, 'Spam')
  await report(id, { address: ben.address, cookie })
  await report(id, stranger())
  expect(await listReports(db, [id, newId(new Date())])).toMatchObject([
    { comment: id, name: 'Rosa', memberId: rosa.id, reason: 'Spam', weight: 1 },
    { comment: id, name: 'Ben', memberId: null, reason: null, weight: 0 },
    { comment: id, name: null, memberId: null },
  ])
})

describe('the link in a thread', () => {
  const linkTo = (id: string) => `href="${page(id)}" rel="nofollow"`

  test('is below what is published, and not below one’s own', async () => {
    const rosa = await member()
    const [hers, other] = [
      await addComment({ conversation: 'post:closed', memberId: rosa.id }),
      await addComment({ conversation: 'post:closed' }),
    ]
    const { body } = await ask('/community/posts/closed/', {}, rosa)
    expect(body).toContain(linkTo(other))
    expect(body).not.toContain(linkTo(hers))
    expect((await ask('/community/posts/closed/', {}, stranger())).body).toContain(linkTo(hers))
  })

  test('is not below what is faded', async () => {
    const id = await addComment({ conversation: 'post:closed', state: 'faded' })
    expect((await ask('/community/posts/closed/', {}, stranger())).body).not.toContain(linkTo(id))
  })
})

describe('when something is wrong', () => {
  test('a hub without its secret takes no report, and says so', async () => {
    const id = await addComment()
    const { HUB_SECRET: _, ...bare } = bindings
    const env = { HUB_SECRET: undefined } as unknown as typeof bare
    const answer = await send(`/community/comments/${id}/report`, {}, { env })
    expect(answer.status).toBe(503)
  })

  test('a hurry is told to wait, with the words kept', async () => {
    const id = await addComment()
    const ATTEMPTS = { limit: async () => ({ success: false }) } as RateLimit
    const path = `/community/comments/${id}/report`
    const answer = await send(path, { reason: 'Kept words' }, { env: { ATTEMPTS } })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60'])
    expect(answer.body).toContain('Kept words')
    expect(await rowsOf(id)).toEqual([])
  })

  test('while the database does not answer, the words come back in the form', async () => {
    const id = await addComment()
    const DB = {
      prepare: () => {
        throw new Error('D1 is down')
      },
    } as unknown as D1Database
    const path = `/community/comments/${id}/report`
    const answer = await send(path, { reason: 'Kept words' }, { env: { DB } })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60'])
    expect(answer.body).toContain('Kept words')
  })
})
