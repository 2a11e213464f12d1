import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import {
  type CommentAction,
  commentActions,
  type State,
  states,
  statesAfter,
} from '../../../worker/discussion/comments/state.rules'
import { eraseExpiredRemovals } from '../../../worker/discussion/comments/commands'
import { removals } from '../../../worker/discussion/comments/table'
import { log } from '../../../worker/audit/table'
import { addComment, expectRightCounts, find, inState, people } from './life'
import { db, send } from '../../world'

/*
 * Every act on a comment in every state, by a host, and one act in every state by everybody else,
 * through real requests; the declared table says what must come of it.
 */

const { host, author, other, guest } = await people()
const everybody = { host, author, other, guest }

const ask = (id: string, act: string, who: keyof typeof everybody, fields = {}) =>
  send(`/community/comments/${id}/${act}`, fields, everybody[who])

const fieldsOf = (act: CommentAction) => (act === 'removal' ? { rule: 'hurtful' } : {})

/** Where the act must lead, as the table has it; one that was published before comes back so. */
const expected = (state: State, act: CommentAction): State | undefined => {
  const ways = statesAfter(state, act)
  // Nobody reported it, so there is nothing to approve.
  if (state === 'published' && act === 'approval') return undefined
  return ways.length > 1 ? 'published' : ways[0]
}

describe.each(states)('a comment that is %s', (state) => {
  test('is decided about by hosts alone', async () => {
    const id = await inState(state, author.id)
    const before = await find(id)
    for (const who of ['guest', 'other', 'author'] as const) {
      expect((await ask(id, 'fading', who)).status, who).toBe(404)
      expect(await find(id), who).toEqual(before)
    }
    for (const who of ['guest', 'other'] as const)
      expect((await ask(id, 'removal', who, fieldsOf('removal'))).status, who).toBe(404)
    expect(await find(id)).toEqual(before)
  })

  test('is withdrawn by its author, whatever rule they name', async () => {
    const id = await inState(state, author.id)
    expect((await ask(id, 'removal', 'author', fieldsOf('removal'))).status).toBe(303)
    expect((await find(id)).state).toBe('removed')
    expect(await db.$count(removals, eq(removals.comment, id))).toBe(state === 'removed' ? 1 : 0)
  })

  test.each(commentActions)('and the %s of it, by a host', async (act) => {
    const id = await inState(state, author.id)
    const before = await find(id)
    const entries = await db.$count(log, eq(log.subject, id))
    const { status } = await ask(id, act, 'host', fieldsOf(act))
    const to = expected(state, act)
    expect(status, (await find(id)).state).toBe(to ? 303 : 422)
    const now = await find(id)
    if (to) expect(now.state).toBe(to)
    else expect(now).toEqual(before)
    expect(await db.$count(log, eq(log.subject, id))).toBe(entries + Number(to !== undefined))
    await expectRightCounts(now.conversation)

    // Sent twice, it is done once.
    const again = await ask(id, act, 'host', fieldsOf(act))
    expect(again.status).toBe(to ? 303 : 422)
    expect(await find(id)).toEqual(now)
  })

  test('leads nowhere else for its author', async () => {
    const id = await inState(state, author.id)
    const revised = await ask(id, 'revision', 'author', { body: 'Other words' })
    const isThere = state !== 'removed' && state !== 'erased'
    expect(revised.status).toBe(isThere ? 303 : 404)
    const to = isThere ? statesAfter(state, 'revision') : ['removed']
    expect(to).toContain((await find(id)).state)
    await expectRightCounts((await find(id)).conversation)
  })
})

/** All that a row says, but when its state changed and when a host looked. */
const bytesOf = async (id: string) => {
  const { stateAt: _state, judgedAt: _judged, ...row } = await find(id)
  return JSON.stringify(row)
}

const entryOf = async (id: string) =>
  (await db.select().from(log).where(eq(log.subject, id)).orderBy(log.id)).at(-1)!

const undo = (id: string, who: keyof typeof everybody = 'host') =>
  send(`/community/desk/log/${id}/undoing`, {}, everybody[who])

const moves = states.flatMap((state) =>
  commentActions.flatMap((act) => (expected(state, act) ? [[state, act] as const] : [])),
)

test.each(moves)(
  'of what was %s the %s is undone byte for byte, and done again',
  async (state, act) => {
    const id = await inState(state, author.id)
    const before = await bytesOf(id)
    await ask(id, act, 'host', fieldsOf(act))
    const after = await bytesOf(id)
    const entry = await entryOf(id)

    expect((await undo(entry.id)).status).toBe(303)
    expect(await bytesOf(id)).toBe(before)
    // The same again is the same; only its own taking back does it again.
    expect((await undo(entry.id)).status).toBe(303)
    expect(await bytesOf(id)).toBe(before)
    expect((await undo((await entryOf(id)).id)).status).toBe(303)
    expect(await bytesOf(id)).toBe(after)
    await expectRightCounts((await find(id)).conversation)
  },
)

test('a decision is undone by hosts alone', async () => {
  const id = await inState('published', author.id)
  await ask(id, 'fading', 'host')
  const after = await bytesOf(id)
  const entry = await entryOf(id)
  for (const who of ['guest', 'other', 'author'] as const)
    expect((await undo(entry.id, who)).status, who).toBe(404)
  expect(await bytesOf(id)).toBe(after)
})

test('what has changed meanwhile is not undone, and says so', async () => {
  const id = await inState('published', author.id)
  await ask(id, 'fading', 'host')
  const fading = await entryOf(id)
  await ask(id, 'removal', 'host', { rule: 'hurtful' })
  const { status, body } = await undo(fading.id)
  expect(status).toBe(422)
  expect(body).toContain('This was changed meanwhile')
  expect((await find(id)).state).toBe('removed')
})

test('words that their author changed since are not published by an undo', async () => {
  const id = await inState('published', author.id)
  await ask(id, 'fading', 'host')
  await ask(id, 'revision', 'author', { body: 'Worse words' })
  const { status, body } = await undo((await entryOf(id)).id)
  expect(status).toBe(422)
  expect(body).toContain('Its author has edited the text since')
  expect((await find(id)).state).toBe('faded')
})

test('what was removed is there until its time is over, and then nowhere', async () => {
  const id = await inState('removed', author.id)
  const [kept] = await db.select().from(removals).where(eq(removals.comment, id))
  expect(kept!.body).not.toBe('')
  await eraseExpiredRemovals(db, new Date(kept!.removedAt.getTime() - 1))
  expect(await db.$count(removals, eq(removals.comment, id))).toBe(1)
  await eraseExpiredRemovals(db, kept!.removedAt)
  expect(await db.$count(removals, eq(removals.comment, id))).toBe(0)
  const { status, body } = await undo((await entryOf(id)).id)
  expect(status).toBe(422)
  expect(body).toContain('its text was erased')
})

test('of two hosts at once one decides, and the other hears of it', async () => {
  const { host: second } = await people()
  const id = await inState('held', author.id)
  const answers = await Promise.all([
    send(`/community/comments/${id}/approval`, {}, host),
    send(`/community/comments/${id}/removal`, { rule: 'hurtful' }, second),
    send(`/community/comments/${id}/fading`, {}, second),
  ])
  // The first is how it came to be held.
  const entries = (await db.select().from(log).where(eq(log.subject, id)).orderBy(log.id)).slice(1)
  // Each that was done began where the one before had ended.
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(entries.length)
  expect(entries.length).toBeGreaterThan(0)
  for (const [at, { detail }] of entries.entries())
    expect(detail!['from']).toBe(at === 0 ? 'held' : entries[at - 1]!.detail!['to'])
  expect((await find(id)).state).toBe(entries.at(-1)!.detail!['to'])
  for (const { status, body } of answers.filter(({ status }) => status !== 303)) {
    expect(status).toBe(422)
    expect(body).toMatch(/This was (?:changed meanwhile|already done)/)
  }
})

test('a host who saw it held does not decide about what another has approved meanwhile', async () => {
  const { host: second } = await people()
  const id = await inState('held', author.id)
  const seen = { back: 'held' }
  expect((await send(`/community/comments/${id}/approval`, seen, host)).status).toBe(303)
  const late = await send(`/community/comments/${id}/removal`, { ...seen, rule: 'hurtful' }, second)
  expect(late.status).toBe(422)
  expect(late.body).toContain('This was changed meanwhile. It is published.')
  expect((await find(id)).state).toBe('published')
  // The same again by the same host is done already.
  expect((await send(`/community/comments/${id}/approval`, seen, host)).status).toBe(303)
  // Whoever looks at it as it is now decides.
  const again = { rule: 'hurtful', back: 'comment' }
  expect((await send(`/community/comments/${id}/removal`, again, second)).status).toBe(303)
})

test('a mark is set, taken away, or neither', async () => {
  const id = await inState('published', author.id)
  for (const to of ['on', 'on']) await ask(id, 'criticism', 'host', { to })
  expect((await find(id)).critical).toBe(true)
})

test('a removal asks for a rule of the house', async () => {
  const id = await inState('published', author.id)
  const { status, body } = await ask(id, 'removal', 'host', { rule: 'none of ours', reason: 'Why' })
  expect(status).toBe(422)
  expect(body).toContain('choose the house rule')
  expect(body).toContain('Meant to hurt')
  expect(body).toContain('Why')
  expect((await find(id)).state).toBe('published')
})

test('many are decided at once, each on record, and undone at once', async () => {
  const ids = await Promise.all([1, 2, 3].map(() => inState('held', author.id)))
  const gone = await inState('erased', author.id)
  const form = (all: string[]) =>
    new URLSearchParams([
      ['act', 'approval'],
      ['back', 'held'],
      ...all.map((id): [string, string] => ['comment', id]),
    ]).toString()
  const post = async (all: string[]) => {
    const { ask } = await import('../../world')
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      origin: 'https://hub.test',
    }
    const init = { method: 'POST', body: form(all), headers }
    return ask('/community/desk/decisions', init, host)
  }
  const some = await post([...ids.slice(0, 2), gone])
  expect(some.status).toBe(422)
  expect(some.body).toContain('Done for 2 comments.')
  expect(some.body).toContain('Failed for 1 comment:')
  const all = await post(ids)
  expect(all.status).toBe(303)
  expect(all.headers.get('location')).toMatch(/\/desk\/\?list=held&done=/)
  for (const id of ids) expect((await find(id)).state).toBe('published')

  const first = await entryOf(ids[0]!)
  await send(`/community/desk/log/${first.id}/undoing`, { all: 'yes' }, host)
  expect((await Promise.all(ids.map(find))).map(({ state }) => state)).toEqual([
    'held',
    'held',
    'published',
  ])
})

test('a random walk of acts leaves every count right, and so does undoing it', async () => {
  let seed = 20261122
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % below
  }
  const conversation = 'post:moved'
  const ids: string[] = []
  for (let at = 0; at < 8; at++)
    ids.push(await addComment(author.id, at ? ids[random(ids.length)] : undefined, conversation))
  // What a comment was given is neither lost nor counted twice, wherever its row is on the way.
  const given = { reactions: { '👍': 2, '❤️': 1 }, appreciation: 3 }
  const done: string[] = []
  for (let step = 0; step < 40; step++) {
    const id = ids[random(ids.length)]!
    const act = commentActions[random(commentActions.length)]!
    const entries = await db.$count(log)
    await ask(id, act, 'host', fieldsOf(act))
    if ((await db.$count(log)) > entries) done.push((await entryOf(id)).id)
    if (step % 4 === 3) await expectRightCounts(conversation)
    expect(await find(id)).toMatchObject(given)
  }
  expect(done.length).toBeGreaterThan(10)
  for (const entry of done.toReversed()) await undo(entry)
  // What was undone began a new state, and so of each comment only the newest act is undone.
  await expectRightCounts(conversation)
  for (const id of ids) expect(await find(id)).toMatchObject(given)
})
