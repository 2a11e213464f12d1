import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { log } from '../../../worker/audit/table'
import worker from '../../../worker/index'
import { members } from '../../../worker/accounts/members/table'
import { sendOutbox } from '../../../worker/jobs'
import { readHub } from '../../../worker/http/hub'
import { unzip } from '../../unzip'
import { bindings, budget, db, letters, origin, stranger } from '../../world'
import {
  CONVERSATION,
  decide,
  get,
  make,
  type Marked,
  others,
  PAGE,
  post,
  type Reader,
  type Way,
  ways,
} from './surfaces'

const all = await others()
const { host, stranger: reader } = all

/** A page without what differs each time it is drawn, and what it says to machines. */
const drawn = async (path: string, said: Marked) => {
  const { status, headers, body } = await get(path, said.author)
  const text = body
    .replaceAll(/<script type="application\/ld\+json">[\s\S]*?<\/script>/g, '')
    .replaceAll(/(name="drawn"[^>]*value=")[^"]*/g, '$1')
  return { status, location: headers.get('location'), text }
}

// Before the others: in a conversation of several pages it would be on its last.
test.each(['member', 'guest'] as const)(
  'to its author, a %s, what faded is as if nothing had happened',
  async (by) => {
    const said = await make('published', by, all)
    const paths = [
      PAGE,
      `${PAGE}?sort=newest`,
      `/community/comments/${said.id}/`,
      `/community/comments/${said.id}/reply/`,
      `/community/comments/${said.id}/revision`,
      ...(said.handle ? [`/community/people/${said.handle}/`] : []),
    ]
    const look = () => Promise.all(paths.map((path) => drawn(path, said)))
    // The first visit leaves a read mark.
    await look()
    const before = await look()
    expect(before[0]!.text).toContain(said.words.body)
    await decide(said, 'fading', all)
    expect(await look()).toEqual(before)
    // They alone see it so.
    expect((await get(PAGE, reader)).body).toContain('comment-faded')
  },
)

const on = { to: 'on' }
const pin = ({ id }: Marked) => post(`/community/comments/${id}/pin`, on, host)
const accept = ({ id }: Marked) => post(`/community/comments/${id}/acceptance`, on, host)

/** What stands above the conversation, and what it says to machines of its answer. */
const above = async () => {
  const { body } = await get(PAGE, reader)
  const sections = body.match(/<section class="comment-above[\s\S]*?<\/section>/g) ?? []
  const data = [...body.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)]
  const answers = data.flatMap(([, json]) => JSON.parse(json!).mainEntity?.acceptedAnswer ?? [])
  return { sections: sections.join('\n'), answers: JSON.stringify(answers) }
}

const answersOf = async ({ id }: Marked) => {
  const [row] = await db
    .select({ answers: members.answers })
    .from(comments)
    .innerJoin(members, eq(members.id, comments.memberId))
    .where(eq(comments.id, id))
  return row?.answers
}

const back: Partial<Record<Way, string>> = {
  'held by a host': 'approval',
  'held for reports': 'approval',
  faded: 'restoration',
  removed: 'restoration',
}

const hiding = (Object.keys(ways) as Way[]).filter((way) => way !== 'published')

describe.each(hiding)('what is marked and then %s', (way) => {
  test('is above the conversation no more, nor its answer to machines, nor its author’s', async () => {
    const pinned = await make('published', 'guest', all)
    const answer = await make('published', 'member', all)
    expect((await pin(pinned)).status).toBe(303)
    expect((await accept(answer)).status).toBe(303)
    const shown = async () => {
      const { sections, answers } = await above()
      expect(answers).not.toContain(pinned.words.body)
      return [
        sections.includes(pinned.words.body) && sections.includes(pinned.words.name),
        sections.includes(answer.words.body) && sections.includes(answer.words.name),
        answers.includes(answer.words.body) && answers.includes(answer.words.name),
        await answersOf(answer),
      ]
    }
    expect(await shown()).toEqual([true, true, true, 1])

    await ways[way](pinned, all)
    expect(await shown()).toEqual([false, true, true, 1])
    await ways[way](answer, all)
    const { sections, answers } = await above()
    expect([sections, answers]).toEqual(['', '[]'])
    expect(await answersOf(answer)).toBe(0)

    const act = back[way]
    if (!act) return
    await decide(pinned, act, all)
    await decide(answer, act, all)
    expect(await shown()).toEqual([true, true, true, 1])
  })
})

test('an acceptance that is undone, taken back or given to another counts for its author no more', async () => {
  const [first, second] = [
    await make('published', 'member', all),
    await make('published', 'member', all),
  ]
  const counts = async () => [await answersOf(first), await answersOf(second)]
  await accept(first)
  expect(await counts()).toEqual([1, 0])
  // The same again changes nothing.
  await accept(first)
  expect(await counts()).toEqual([1, 0])
  await accept(second)
  expect(await counts()).toEqual([0, 1])

  const [entry] = await db.select().from(log).where(eq(log.act, 'acceptance')).orderBy(desc(log.id))
  expect((await post(`/community/desk/log/${entry!.id}/undoing`, {}, host)).status).toBe(303)
  expect(await counts()).toEqual([1, 0])
  expect((await above()).answers).toContain(first.words.body)

  await post(`/community/comments/${first.id}/acceptance`, { to: 'off' }, host)
  expect(await counts()).toEqual([0, 0])
  expect((await above()).answers).toBe('[]')
})

/** All letters, when everything has gone out that was to. */
const sent = async () => {
  const hub = await readHub(bindings)
  await sendOutbox({ env: bindings, db, hub, origin, now: new Date(), budget })
  return letters()
}

/** Of all of them only a removal is told, as the hub has it by default. */
const isTold = (way: Way) => way === 'removed' || way === 'expired'

test.each(hiding)('of what is %s no letter has its words, to whomever', async (way) => {
  const said = await make('published', 'guest', all)
  const before = new Set((await sent()).map(({ id }) => id))
  await ways[way](said, all)
  const after = (await sent()).filter(({ id }) => !before.has(id))
  expect(after.map(({ to }) => to)).toEqual(isTold(way) ? [said.email] : [])
  for (const { subject, text, html } of after)
    for (const word of [said.words.body, said.words.website])
      expect(subject + text + html).not.toContain(word)
})

test('what is not confirmed yet is a letter to its guest, and no words of it are in that', async () => {
  const before = await letters()
  const said = await make('unconfirmed', 'guest', all)
  const after = await letters()
  expect(after).toHaveLength(before.length + 1)
  expect(JSON.stringify(after)).not.toContain(said.words.body)
})

/** All the files that somebody takes away who asks for what the hub holds of them. */
const exportOf = async ({ cookie = '' }: Reader) => {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    cookie,
  }
  const request = new Request(`${origin}/community/me/export`, { method: 'POST', headers })
  const context = createExecutionContext()
  const answer = await worker.fetch(
    request as Request<unknown, IncomingRequestCfProperties>,
    bindings,
    context,
  )
  expect(answer.status).toBe(200)
  const files = await unzip(new Uint8Array(await answer.arrayBuffer()))
  await waitOnExecutionContext(context)
  return JSON.stringify(files)
}

test('what somebody takes away has their own words and nobody else’s, whatever became of them', async () => {
  const theirs = await Promise.all(
    (['published', 'held by a host', 'faded'] as const).map((way) => make(way, 'member', all)),
  )
  const gone = await make('removed', 'member', all)
  for (const reader of [all.other, host]) {
    const files = await exportOf(reader)
    expect(files).toContain('profile.json')
    for (const { words } of [...theirs, gone])
      for (const word of Object.values(words)) expect(files).not.toContain(word)
  }
  for (const said of theirs) expect(await exportOf(said.author)).toContain(said.words.body)
})

describe('a conversation that is locked', () => {
  const lock = (to: 'on' | 'off') =>
    post(`/community/conversations/${CONVERSATION}/lock`, { to }, host)
  const write = (body: string) => {
    const { name, email, address } = stranger()
    return post(
      `/community/conversations/${CONVERSATION}/comments`,
      { body, name, email },
      { address },
    )
  }

  test('has a sentence in the place of its form, and takes words from hosts alone', async () => {
    const said = await make('published', 'member', all)
    expect((await get(PAGE, reader)).body).toContain('id="comment-form"')
    expect((await lock('on')).status).toBe(303)

    const { body } = await get(PAGE, reader)
    expect(body).not.toContain('id="comment-form"')
    expect(body).toContain('locked')
    expect(body).toContain(said.words.body)
    const replying = await get(`/community/comments/${said.id}/reply/`, reader)
    expect([replying.status, replying.headers.get('location')]).toEqual([
      302,
      `${PAGE}#thread-title`,
    ])

    // Whoever had the form open before hears why, and keeps what they wrote.
    const before = await db.$count(comments)
    const refused = await write('Written before the lock')
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('locked')
    expect(refused.body).toContain('Written before the lock')
    expect(await db.$count(comments)).toBe(before)

    expect((await get(PAGE, host)).body).toContain('id="comment-form"')
    const path = `/community/conversations/${CONVERSATION}/comments`
    expect((await post(path, { body: 'From the house', as: 'member' }, host)).status).toBe(303)

    expect((await lock('off')).status).toBe(303)
    expect((await get(PAGE, reader)).body).toContain('id="comment-form"')
    expect((await write('Written after the lock')).status).toBe(303)
  })

  test('while somebody posts has either their words or their refusal, and not half of each', async () => {
    const before = await db.$count(comments)
    const answers = await Promise.all([
      write('One at the same time'),
      lock('on'),
      write('Another at the same time'),
      write('A third at the same time'),
    ])
    const taken = [answers[0], answers[2], answers[3]].filter(({ status }) => status === 303)
    expect(await db.$count(comments)).toBe(before + taken.length)
    for (const { status } of [answers[0], answers[2], answers[3]])
      expect([303, 422]).toContain(status)
    expect((await write('After it')).status).toBe(422)
    await lock('off')
  })
})
