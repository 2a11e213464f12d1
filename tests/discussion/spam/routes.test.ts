import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { createComment } from '../../../worker/discussion/comments/create-comment.commands'
import { hmac } from '../../../worker/lib/hmac'
import { readHub } from '../../../worker/http/hub'
import { addExample } from '../../../worker/discussion/spam/commands'
import { retrainFilter } from '../../../worker/discussion/spam/jobs'
import { filters } from '../../../worker/discussion/spam/table'
import { metered, seed } from '../comments/seed'
import {
  ask,
  bindings,
  confirmationOf,
  cookieOf,
  db,
  drawnAgo,
  member,
  say,
  send,
  stranger,
} from '../../world'

const form = '/community/conversations/post:open/comments'

type Answered = Awaited<ReturnType<typeof send>>

const rowOf = async ({ headers }: Answered) => {
  const id = /#c-([\da-f-]+)$/.exec(headers.get('location') ?? '')?.[1] ?? ''
  return (await db.select().from(comments).where(eq(comments.id, id))).at(0)
}

let said = 0
/** Words that nobody has said before. */
const news = () => `Number ${++said} of many words that nobody else has ever said in this house`

/** A member says something in the open post. */
const speak = (fields: Record<string, string> = {}, as?: Awaited<ReturnType<typeof member>>) =>
  (async () => {
    const { address, cookie } = as ?? (await member())
    return send(form, { body: news(), as: 'member', ...fields }, { address, cookie })
  })()

const stateOf = async (answer: Answered) => {
  const row = await rowOf(answer)
  return { status: answer.status, state: row?.state, heldFor: row?.heldFor }
}

const held = (heldFor: string) => ({ status: 303, state: 'held', heldFor })
const published = { status: 303, state: 'published', heldFor: null }

describe('the stamp of a form', () => {
  test.each([
    ['a minute ago', () => drawnAgo(60), published],
    ['nearly a day ago', () => drawnAgo(24 * 3600 - 60), published],
    ['a moment ago', () => drawnAgo(1), held('stamp')],
    ['over a day ago', () => drawnAgo(24 * 3600 + 60), held('stamp')],
    ['in the future', () => drawnAgo(-3600), held('stamp')],
    ['for another conversation', () => drawnAgo(60, 'post:silent'), held('stamp')],
    ['by nobody', () => '', held('stamp')],
    ['as nonsense', () => 'x.y.z', held('stamp')],
    [
      'with a seal of somebody else',
      async () =>
        `${Math.floor(Date.now() / 1000 - 60).toString(36)}.${await hmac('another', 'x')}`,
      held('stamp'),
    ],
    [
      'with another time under the same seal',
      async () =>
        `${Math.floor(Date.now() / 1000 - 60).toString(36)}.${(await drawnAgo(1)).split('.')[1]}`,
      held('stamp'),
    ],
  ])('that was drawn %s', async (_, drawn, expected) => {
    expect(await stateOf(await speak({ drawn: await drawn() }))).toEqual(expected)
  })

  test('blames nobody: its author is told why their words wait', async () => {
    const rosa = await member()
    await speak({ drawn: '' }, rosa)
    const page = await ask('/community/posts/open/', {}, rosa)
    expect(page.body).toContain('after its page was opened, so a host has to approve it.')
  })

  test('counts for nothing with a host', async () => {
    const mara = await member({ role: 'host' })
    expect(await stateOf(await speak({ drawn: '', subject: 'x' }, mara))).toEqual(published)
  })

  test('of a guest’s first comment is settled by the mailed link', async () => {
    const somebody = stranger()
    const body = news()
    const answer = await say(somebody, body, { drawn: '' })
    expect(await stateOf(answer)).toEqual(held('unconfirmed'))
    await send(await confirmationOf(somebody), {}, somebody)
    expect(await stateOf(answer)).toEqual(published)
    const again = await say(somebody, news(), { drawn: '', cookie: cookieOf(answer) })
    expect(await stateOf(again)).toEqual(held('stamp'))
  })

  test('is the same for everybody who gets a page, and in the page of a reply', async () => {
    const [id = ''] = await seed('post:open', [{}])
    for (const path of ['/community/posts/open/', `/community/comments/${id}/reply/`]) {
      const { body } = await ask(path)
      expect(body).toMatch(/<input type="hidden" name="drawn" value="[\da-z]+\.[\w-]{43}"\/?>/)
    }
  })

  test('goes with words that come back, while it is good', async () => {
    const drawn = await drawnAgo(30)
    const stampIn = (answer: Answered) => /name="drawn" value="([^"]*)"/.exec(answer.body)?.[1]
    const { address, cookie } = await member()
    const refused = await send(form, { body: '', as: 'member', drawn }, { address, cookie })
    expect([refused.status, stampIn(refused)]).toEqual([422, drawn])
    const preview = form.replace(/comments$/, 'preview')
    expect(stampIn(await send(preview, { body: 'x', drawn }, { address, cookie }))).toBe(drawn)
    const old = await drawnAgo(25 * 3600)
    for (const stale of [old, 'forged', ''])
      expect(
        stampIn(await send(preview, { body: 'x', drawn: stale }, { address, cookie })),
      ).not.toBe(stale)
  })
})

test('a field that nobody sees holds what fills it, and the answer is as if all was well', async () => {
  expect(await stateOf(await speak({ subject: 'Best prices' }))).toEqual(held('trap'))
  const { body } = await ask('/community/posts/open/')
  const [trap = ''] = /<div class="unseen" aria-hidden="true">.*?<\/div>/s.exec(body) ?? []
  expect(trap).toContain('tabindex="-1"')
  expect(trap).toContain('autocomplete="off"')
  expect(trap).not.toMatch(/type="hidden"|style=/)
})

test('the third time that the same words are said in a day, anywhere and by anybody, they wait', async () => {
  const body = 'Visit the finest shop for pedals and saddles in all the land, today!'
  const dressed = `VISIT the finest  shop for pedals and saddles in all the land; tödäy`
  expect(await stateOf(await speak({ body }))).toEqual(published)
  expect(await stateOf(await speak({ body: dressed }))).toEqual(published)
  expect(await stateOf(await say(stranger(), body))).toEqual(held('repeat'))
  await db
    .update(comments)
    .set({ writtenAt: new Date(Date.now() - 25 * 3600 * 1000) })
    .where(eq(comments.body, body))
  expect(await stateOf(await speak({ body }))).toEqual(published)
})

test('thanks are said as often as people like', async () => {
  for (let times = 0; times < 4; times++)
    expect(await stateOf(await speak({ body: 'Thanks, that helped!' }))).toEqual(published)
})

test('a comment with one of the hub’s own words waits, also when it is changed to have one', async () => {
  const body = 'Nobody sells fórbidden PEDALS but me'
  expect(await stateOf(await speak({ body }))).toEqual(held('words'))
  const rosa = await member()
  const answer = await speak({}, rosa)
  const { id } = (await rowOf(answer))!
  await send(`/community/comments/${id}/revision`, { body }, rosa)
  expect(await stateOf(answer)).toEqual(held('words'))
})

test('new words are judged as those of a new comment, and settle nothing else', async () => {
  const rosa = await member()
  const answer = await speak({ subject: 'x' }, rosa)
  const id = (await rowOf(answer))!.id
  await send(`/community/comments/${id}/revision`, { body: news() }, rosa)
  expect(await stateOf(answer)).toEqual(held('trap'))

  const spread = 'The very same advertisement for the very same pedals, for everybody'
  await speak({ body: spread })
  await speak({ body: spread })
  const kind = await speak({}, rosa)
  const own = (await rowOf(kind))!.id
  await send(`/community/comments/${own}/revision`, { body: spread }, rosa)
  expect(await stateOf(kind)).toEqual(held('repeat'))
  await send(`/community/comments/${own}/revision`, { body: `${news()}!` }, rosa)
  expect(await stateOf(kind)).toEqual(published)
})

describe('the filter', () => {
  const spam = (n: number) =>
    `cheap casino bonus win cash prize now click number${n} https://win.example`
  const fine = (n: number) =>
    `my chain skips on the small sprocket after ride number${n} up the hill`

  const teach = async (many: number) => {
    const ids = await seed(
      'post:lessons',
      Array.from({ length: 2 * many }, () => ({})),
    )
    for (const [n, id] of ids.entries()) {
      const isSpam = n % 2 === 0
      const body = isSpam ? spam(n) : fine(n)
      await addExample(db, { id, body, website: null }, isSpam, new Date(), sql`true`)
    }
  }

  test('says nothing at first, then holds what is like what hosts called spam', async () => {
    await teach(10)
    expect(await retrainFilter(db, new Date())).toBe(true)
    const before = await speak({ body: spam(900) })
    expect(await stateOf(before)).toEqual(published)
    expect((await rowOf(before))!.spam).toBe(0)

    await new Promise((later) => setTimeout(later, 5))
    await teach(20)
    expect(await retrainFilter(db, new Date())).toBe(true)
    const after = await speak({ body: spam(901) })
    expect(await stateOf(after)).toEqual(held('spam'))
    expect((await rowOf(after))!.spam).toBeGreaterThan(0.9)
    const good = await speak({ body: fine(902) })
    expect(await stateOf(good)).toEqual(published)
    expect((await rowOf(good))!.spam).toBeLessThan(0.1)
  })

  test('is made once for what is new, and anew when an example goes', async () => {
    expect(await retrainFilter(db, new Date())).toBe(false)
    await db.run(sql`delete from examples where comment = (select comment from examples limit 1)`)
    expect(await retrainFilter(db, new Date())).toBe(true)
    expect(await retrainFilter(db, new Date())).toBe(false)
  })

  test('that can not be read holds what comes, and loses nothing', async () => {
    await db.update(filters).set({ model: '{"broken":', madeAt: new Date(1) })
    expect(await stateOf(await speak())).toEqual(held('check'))
    const rosa = await member()
    await speak({}, rosa)
    expect((await ask('/community/posts/open/', {}, rosa)).body).toContain('own checks is down')
    await db.run(sql`alter table filters rename to gone`)
    try {
      expect(await stateOf(await speak())).toEqual(held('check'))
      const mara = await member({ role: 'host' })
      expect(await stateOf(await speak({}, mara))).toEqual(published)
    } finally {
      await db.run(sql`alter table gone rename to filters`)
      await db.delete(filters)
    }
  })
})

/** A guest's comment, made without a request, with what was looked at on the way. */
const comment = async (writer = stranger()) => {
  const { db, spent } = metered()
  const known = await readHub(bindings)
  let looks = 0
  const hub = {
    ...known,
    get heldWords() {
      looks++
      return known.heldWords
    },
  }
  const isPerson = async () => {
    looks++
    return 'yes' as const
  }
  const { address } = writer
  const place = { conversation: known.conversations['post:open']!, address }
  const who = { member: undefined, visitor: undefined, isPerson }
  const sent = { parent: '', as: '', website: undefined, remember: false, subject: false } as const
  const made = await createComment(
    { db, hub, now: new Date(), secret: bindings.HUB_SECRET!, ...who, ...place },
    { ...writer, ...sent, body: news(), drawn: await drawnAgo(60) },
  )
  return { made, looks, trips: spent.trips }
}

test('judging costs no round trip: a comment is read for and written in one each', async () => {
  expect(await comment()).toMatchObject({ made: { isNew: true }, trips: 2 })
})

test('one comment too many in an hour is refused before it is rendered or checked for spam', async () => {
  const somebody = stranger()
  for (let n = 0; n < 5; n++)
    expect(await comment(somebody)).toMatchObject({ made: { isNew: true }, looks: 2 })
  expect(await comment(somebody)).toEqual({
    made: { field: 'form', reason: 'too-many' },
    looks: 0,
    trips: 1,
  })
})

test.each([
  ['a new comment', {}],
  ['another e-mail of the same mailbox', { tag: '+x' }],
])(
  'the limit of an hour holds for %s and a fresh cookie, by the address it comes from',
  async (_, { tag = '' }: { tag?: string }) => {
    const somebody = stranger()
    const [id = ''] = await seed('post:open', [{}])
    for (let n = 0; n < 5; n++) {
      const email = somebody.email.replace('@', `${tag && tag + n}@`)
      const more: Record<string, string> = n % 2 ? { parent: id } : {}
      expect((await say({ ...somebody, email }, news(), more)).status).toBe(303)
    }
    const email = somebody.email.replace('@', `${tag}9@`)
    expect((await say({ ...somebody, email }, news())).status).toBe(429)
    expect((await say({ ...somebody, email }, news(), { parent: id })).status).toBe(429)
  },
)
