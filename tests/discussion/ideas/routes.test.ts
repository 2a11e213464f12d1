import { and, desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { conversations } from '../../../worker/discussion/conversations/table'
import { log } from '../../../worker/audit/table'
import { notifyPostVoters } from '../../../worker/discussion/ideas/jobs'
import { votes } from '../../../worker/discussion/ideas/table'
import { members } from '../../../worker/accounts/members/table'
import { isId } from '../../../worker/lib/id'
import { sendOutbox } from '../../../worker/jobs'
import { messages } from '../../../worker/notifications/table'
import { readHub } from '../../../worker/http/hub'
import { ask, bindings, budget, db, lettersTo, member, origin, send, topic } from '../../world'

const hub = await readHub(bindings)
const host = await member({ role: 'host', name: 'The Host' })
const BENCHES = 'post:benches'

type Person = Pick<Awaited<ReturnType<typeof member>>, 'cookie' | 'address'>

const vote = (id: string, { cookie, address }: Partial<Person>, to = 'on') =>
  send(`/community/conversations/${id}/votes`, { to }, { cookie, address })

const say = (id: string, status: string, reason: string, { cookie, address }: Person = host) =>
  send(`/community/conversations/${id}/status`, { status, reason }, { cookie, address })

const ideaOf = (more: Parameters<typeof topic>[0] = {}) => topic({ kind: 'idea', ...more })

const rowOf = async (id: string) =>
  (await db.select().from(conversations).where(eq(conversations.id, id))).at(0)

const deliver = () => sendOutbox({ env: bindings, db, hub, origin, now: new Date(), budget })

const messagesTo = ({ id }: { id: string }) =>
  db.select().from(messages).where(eq(messages.memberId, id))

describe('a vote', () => {
  test('is one of each member, however often they press', async () => {
    const { id } = await ideaOf()
    const [rosa, ben] = [await member(), await member()]
    const answers = await Promise.all([vote(id, rosa), vote(id, rosa), vote(id, rosa)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(answers[0]!.headers.get('location')).toMatch(/^\/community\/topics\/.*#idea$/)
    await vote(id, ben)
    expect((await rowOf(id))?.votes).toBe(2)
    expect(await db.$count(votes, eq(votes.conversation, id))).toBe(2)
  })

  test('is taken back by its member alone, and once', async () => {
    const { id } = await ideaOf()
    const [rosa, ben] = [await member(), await member()]
    await vote(id, rosa)
    await vote(id, ben, 'off')
    expect((await rowOf(id))?.votes).toBe(1)
    await vote(id, rosa, 'off')
    await vote(id, rosa, 'off')
    expect((await rowOf(id))?.votes).toBe(0)
  })

  test('without a wish is given, and the same again takes it back', async () => {
    const { id } = await ideaOf()
    const rosa = await member()
    await vote(id, rosa, '')
    expect((await rowOf(id))?.votes).toBe(1)
    await vote(id, rosa, '')
    expect((await rowOf(id))?.votes).toBe(0)
  })

  test('is for members: a guest is led to sign in, and back to the idea', async () => {
    const { id } = await ideaOf()
    const { status, headers } = await vote(id, {})
    expect(status).toBe(303)
    const to = new URL(headers.get('location')!, origin)
    expect(to.pathname).toBe('/community/sign-in/')
    expect(to.searchParams.get('returnTo')).toMatch(/#idea$/)
    expect((await rowOf(id))?.votes).toBe(0)
  })

  test('is taken from nobody whom a host has silenced, who may take theirs back', async () => {
    const { id } = await ideaOf()
    const rosa = await member()
    await vote(id, rosa)
    const silencedUntil = new Date('2999-01-01')
    await db.update(members).set({ silencedUntil }).where(eq(members.id, rosa.id))
    const other = await ideaOf()
    expect((await vote(other.id, rosa)).status).toBe(422)
    expect((await rowOf(other.id))?.votes).toBe(0)
    expect((await vote(id, rosa, 'off')).status).toBe(303)
    expect((await rowOf(id))?.votes).toBe(0)
  })

  test('is for ideas alone, and for nothing that somebody may not read', async () => {
    const rosa = await member()
    const question = await topic()
    const guarded = await ideaOf({ space: 'back-room' })
    for (const id of [question.id, 'post:open', 'topic:nothing', guarded.id])
      expect((await vote(id, rosa)).status).toBe(404)
    expect((await vote(guarded.id, host)).status).toBe(303)
  })

  test('comes too late for an idea that is done or declined', async () => {
    const rosa = await member()
    for (const status of ['done', 'declined'] as const) {
      const { id } = await ideaOf({ status })
      expect((await vote(id, rosa)).status).toBe(422)
      expect((await rowOf(id))?.votes).toBe(0)
    }
  })

  test('for a post stands on its page, with the button for whoever looks', async () => {
    const rosa = await member()
    const page = async (cookie?: string) =>
      (await ask('/community/posts/benches/', {}, { cookie })).body
    expect(await page(rosa.cookie)).toContain('Vote for this idea')
    await vote(BENCHES, rosa)
    expect(await page(rosa.cookie)).toMatch(/1 vote<\/b><span>, including yours[\s\S]*Remove vote/)
    const strangers = await page()
    expect(strangers).toContain('1 vote</b>')
    expect(strangers).toContain('Sign in to vote')
    expect(strangers).not.toContain('including yours')
  })

  test('with a script is answered by the bar alone', async () => {
    const { id } = await ideaOf()
    const { cookie, address } = await member()
    const headers = { 'hub-fragment': 'hub-votes' }
    const path = `/community/conversations/${id}/votes`
    const { status, body } = await send(path, { to: 'on' }, { cookie, address, headers })
    expect(status).toBe(200)
    expect(body).toMatch(/^<form class="votes"/)
    expect(body).toContain('1 vote</b>')
  })
})

describe('the page of an idea that a member started', () => {
  const pageOf = async ({ id, slug }: { id: string; slug: string }, cookie?: string) =>
    (await ask(`/community/topics/${id.slice('topic:'.length)}/${slug}/`, {}, { cookie })).body

  test('says how far it has come, why, and how many voted', async () => {
    const idea = await ideaOf()
    const rosa = await member()
    await vote(idea.id, rosa)
    await say(idea.id, 'planned', 'In <spring>.')
    const body = await pageOf(idea)
    expect(body).toContain('<section class="idea" id="idea" data-status="planned"')
    expect(body).toMatch(/aria-current="step">Planned/)
    expect(body).toContain('In &lt;spring&gt;.')
    expect(body).toContain('1 vote</b>')
    expect(body).not.toContain('idea-deciding')
    expect(await pageOf(idea, rosa.cookie)).toContain('Remove vote')
    expect(await pageOf(idea, host.cookie)).toContain('idea-deciding')
  })

  test('says of no question that it could be voted for', async () => {
    expect(await pageOf(await topic())).not.toContain('hub-votes')
  })
})

describe('what becomes of an idea', () => {
  test('is said by a host with a reason, stands in its row, and is on record', async () => {
    const { id } = await ideaOf()
    expect((await say(id, 'planned', 'The town pays half of it.')).status).toBe(303)
    expect(await rowOf(id)).toMatchObject({
      status: 'planned',
      statusReason: 'The town pays half of it.',
    })
    const [entry] = await db.select().from(log).where(eq(log.subject, id)).orderBy(desc(log.id))
    expect(entry).toMatchObject({
      act: 'status',
      by: host.id,
      reason: 'The town pays half of it.',
      detail: { from: 'open', to: 'planned' },
    })
    const record = (await ask('/community/desk/log/', {}, host)).body
    expect(record).toMatch(/changed the status of the conversation[\s\S]*?\(Planned\)/)
  })

  test('is said by nobody else, and of nothing else', async () => {
    const by = await member()
    const { id } = await ideaOf({ by })
    for (const person of [by, await member()])
      expect((await say(id, 'done', 'Because I say so', person)).status).toBe(404)
    expect((await say((await topic()).id, 'done', 'A question')).status).toBe(404)
    expect((await say(BENCHES, 'done', 'It is a post')).status).toBe(422)
    expect((await rowOf(id))?.status).toBe('open')
  })

  test.each([
    ['without a reason', 'planned', '  '],
    ['with a reason that is too long', 'planned', 'x'.repeat(501)],
    ['with a status that there is not', 'shelved', 'Later'],
  ])('is refused %s, and the words are kept', async (_, status, reason) => {
    const { id } = await ideaOf()
    const { status: code, body } = await say(id, status, reason)
    expect(code).toBe(422)
    expect(body).toContain(reason.trim())
    expect(body).toContain('role="alert"')
    expect((await rowOf(id))?.status).toBe('open')
  })

  test('is decided by one of two hosts at once', async () => {
    const { id } = await ideaOf()
    const other = await member({ role: 'host' })
    const answers = await Promise.all([
      say(id, 'planned', 'One says so'),
      say(id, 'declined', 'The other says no', other),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
    expect(await db.$count(log, and(eq(log.subject, id), eq(log.act, 'status')))).toBe(1)
  })

  test('is told to everybody who voted and to whoever had it, on their page and by letter', async () => {
    const by = await member()
    const idea = await ideaOf({ by, title: 'Lamps along the path' })
    const [rosa, ben, beside] = [await member(), await member(), await member()]
    for (const each of [rosa, ben, host]) await vote(idea.id, each)
    await vote(idea.id, beside)
    await vote(idea.id, beside, 'off')
    await say(idea.id, 'planned', 'In spring, with the town.')
    await deliver()
    for (const each of [rosa, ben, by]) {
      const [letter, ...more] = await lettersTo(each)
      expect(more).toEqual([])
      expect(letter!.text).toContain('“Lamps along the path”')
      expect(letter!.text).toContain('is planned')
      expect(letter!.text).toContain('> In spring, with the town.')
      const page = (await ask('/community/me/', {}, each)).body
      expect(page).toContain('Lamps along the path')
      expect(page).toContain('In spring, with the town.')
    }
    expect((await lettersTo(rosa))[0]!.text).toContain('An idea you voted for is planned: “')
    expect((await lettersTo(by))[0]!.text).toContain('Your idea is planned: “')
    for (const each of [beside, host]) {
      expect(await lettersTo(each)).toEqual([])
      expect(await messagesTo(each)).toEqual([])
    }
  })

  test('is told once where it stays the same, and anew when it changes', async () => {
    const idea = await ideaOf()
    const rosa = await member()
    await vote(idea.id, rosa)
    await say(idea.id, 'planned', 'In spring')
    await say(idea.id, 'planned', 'In early spring')
    expect((await rowOf(idea.id))?.statusReason).toBe('In early spring')
    const [first, ...more] = await messagesTo(rosa)
    expect(more).toEqual([])
    expect(isId(first!.id)).toBe(true)
    await say(idea.id, 'started', 'They are digging')
    // What was not read gives way to what is true now, and so does the letter that had not gone.
    expect(await messagesTo(rosa)).toMatchObject([{ status: 'started', body: 'They are digging' }])
    await deliver()
    const [letter, ...others] = await lettersTo(rosa)
    expect(letter!.text).toContain('An idea you voted for has been started')
    expect(others).toEqual([])
  })

  test('is told by no letter to whoever wants none, or whose address is not theirs for certain', async () => {
    const idea = await ideaOf()
    const [unmailed, unproven] = [
      await member({ isUnmailed: true }),
      await member({ emailVerified: false }),
    ]
    for (const each of [unmailed, unproven]) await vote(idea.id, each)
    await say(idea.id, 'done', 'It is there')
    await deliver()
    for (const each of [unmailed, unproven]) {
      expect(await lettersTo(each)).toEqual([])
      expect(await messagesTo(each)).toMatchObject([{ status: 'done' }])
    }
  })

  test('is told with its title, its reason and a way there also where it is merged right after', async () => {
    const by = await member()
    const idea = await ideaOf({ by, title: 'Racks by the mill' })
    const [into, far] = [await ideaOf({ title: 'Racks everywhere' }), await ideaOf()]
    const rosa = await member()
    await vote(idea.id, rosa)
    await say(idea.id, 'planned', 'The mill pays.')
    const merge = ({ id }: { id: string }, to: { id: string; slug: string }) =>
      send(
        `/community/conversations/${id}/merger`,
        { into: `/community/topics/${to.id.slice('topic:'.length)}/${to.slug}/`, reason: 'Same' },
        host,
      )
    expect((await merge(idea, into)).status).toBe(303)
    expect((await merge(into, far)).status).toBe(303)
    await deliver()

    const address = `/community/topics/${idea.id.slice('topic:'.length)}/${idea.slug}/`
    for (const [each, whose] of [
      [rosa, 'An idea you voted for'],
      [by, 'Your idea'],
    ] as const) {
      const [letter, ...more] = await lettersTo(each)
      expect(more).toEqual([])
      expect(letter!.text).toContain(`${whose} is planned: “Racks by the mill”`)
      expect(letter!.text).toContain('> The mill pays.')
      expect(letter!.text).toContain(`${origin}${address}`)
      const page = (await ask('/community/me/', {}, each)).body
      expect(page).toContain(`${whose} is planned: <a href="${address}">Racks by the mill</a>`)
      expect(page).toContain('The mill pays.')
    }
    expect((await ask(address)).status).toBe(301)
  })

  test('is told with no word of it where it was merged into what its voter may not read', async () => {
    const [rosa, by] = [await member(), await member()]
    const idea = await ideaOf({ by, title: 'A kiwiword idea' })
    const into = await ideaOf({ space: 'back-room' })
    await vote(idea.id, rosa)
    await say(idea.id, 'declined', 'The kiwiword reason')
    await db
      .update(conversations)
      .set({ mergedInto: into.id, isListed: false })
      .where(eq(conversations.id, idea.id))
    await deliver()
    for (const [each, whose] of [
      [rosa, 'An idea you voted for'],
      [by, 'Your idea'],
    ] as const) {
      expect(await lettersTo(each)).toEqual([])
      const { body } = await ask('/community/me/', {}, each)
      expect(body).toContain(`${whose} has a new status`)
      expect(body).not.toContain('kiwiword')
    }
  })

  test('is told with no word of it to whoever may not read it any more', async () => {
    const rosa = await member()
    const idea = await ideaOf({ space: 'crew', title: 'A quetzalword idea' })
    await vote(idea.id, rosa)
    await say(idea.id, 'declined', 'The quetzalword reason')
    await db.update(conversations).set({ space: 'back-room' }).where(eq(conversations.id, idea.id))
    await deliver()
    expect(await lettersTo(rosa)).toEqual([])
    const { body } = await ask('/community/me/', {}, rosa)
    expect(body).toContain('An idea you voted for')
    expect(body).not.toContain('quetzalword')
  })
})

describe('what a post says of its idea', () => {
  const built = (status: 'open' | 'planned' | 'done', statusReason?: string) => ({
    ...hub,
    conversations: {
      ...hub.conversations,
      [BENCHES]: { ...hub.conversations[BENCHES]!, status, statusReason },
    },
  })

  test('is told to those who voted once a build brings it, and once', async () => {
    const rosa = await member()
    await vote(BENCHES, rosa)
    const now = new Date()
    await notifyPostVoters(db, hub, now)
    expect(await messagesTo(rosa)).toEqual([])
    await Promise.all([
      notifyPostVoters(db, built('planned', 'Six of them.'), now),
      notifyPostVoters(db, built('planned', 'Six of them.'), now),
    ])
    await notifyPostVoters(db, built('planned', 'Six of them.'), now)
    expect(await messagesTo(rosa)).toMatchObject([{ status: 'planned', body: 'Six of them.' }])
    await deliver()
    const [letter, ...more] = await lettersTo(rosa)
    expect(letter!.text).toContain('An idea you voted for is planned')
    expect(more).toEqual([])
  })
})
