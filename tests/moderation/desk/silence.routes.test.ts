import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { log } from '../../../worker/audit/table'
import { PERMANENT } from '../../../worker/accounts/members/ban.rules'
import { members } from '../../../worker/accounts/members/table'
import { reactions } from '../../../worker/discussion/reactions/table'
import { ask, db, member, send, stranger } from '../../world'
import { addComment } from '../../discussion/reports/seed'

type Somebody = Awaited<ReturnType<typeof member>>

const page = '/community/posts/open/'
const pageOf = ({ id }: Pick<Somebody, 'id'>) => `/community/desk/people/${id}/`
const find = async ({ id }: Pick<Somebody, 'id'>) =>
  (await db.select().from(members).where(eq(members.id, id))).at(0)!
const recordOf = ({ id }: Pick<Somebody, 'id'>) =>
  db.select().from(log).where(eq(log.subject, id)).orderBy(log.id)
const decide = (by: Somebody, about: Somebody, act: string, words: Record<string, string>) =>
  send(`${pageOf(about)}${act}`, words, by)

const WEEK = 7 * 24 * 60 * 60 * 1000
const inAWeek = new Date(Date.now() + WEEK).toISOString().slice(0, 10)
const words = { term: 'until', until: inAWeek, reason: 'Shouted at <everybody>' }
const silenced = (as: Parameters<typeof member>[0] = {}) =>
  member({
    silencedUntil: new Date(Date.now() + WEEK),
    silenceReason: 'Shouted at <everybody>',
    ...as,
  })
const write = ({ cookie, address }: Somebody, body: string) =>
  send('/community/conversations/post:open/comments', { body, as: 'member' }, { cookie, address })
const said = (body: string) => db.select().from(comments).where(eq(comments.body, body))

describe('a host silences a member', () => {
  test('until the end of a day, with a reason and a log entry, and lifts the silence', async () => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    const answer = await decide(host, rosa, 'silence', words)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, pageOf(rosa)])
    const { silencedUntil, silenceReason, bannedUntil } = await find(rosa)
    expect([silenceReason, bannedUntil]).toEqual([words.reason, null])
    expect(silencedUntil!.getTime()).toBeGreaterThan(Date.parse(inAWeek))
    expect((await ask(pageOf(rosa), {}, host)).body).toContain('Silenced until the end of')
    expect((await ask('/community/desk/people/', {}, host)).body).toContain('Silenced')

    expect((await decide(host, rosa, 'silence/ending', { reason: 'Sorry' })).status).toBe(303)
    expect(await find(rosa)).toMatchObject({ silencedUntil: null, silenceReason: null })
    expect((await write(rosa, 'Here again after the silence')).status).toBe(303)
    expect(await recordOf(rosa)).toMatchObject([
      { by: host.id, act: 'silence', reason: words.reason },
      { by: host.id, act: 'end of silence', reason: 'Sorry' },
    ])
    const record = (await ask(`/community/desk/log/?person=${rosa.id}`, {}, host)).body
    expect(record).toContain('silenced')
    expect(record).toContain('ended the silence of')
  })

  test('permanently; the same form again is one entry', async () => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    for (let at = 0; at < 2; at++)
      await decide(host, rosa, 'silence', { term: 'for-good', until: '', reason: 'Enough' })
    expect((await find(rosa)).silencedUntil).toEqual(PERMANENT)
    expect(await recordOf(rosa)).toHaveLength(1)
    expect((await ask(page, {}, rosa)).body).toContain('You can read everything, but not write')
  })

  test.each([
    ['no day', { ...words, until: '' }],
    ['a day that is over', { ...words, until: '2020-01-01' }],
    ['no reason', { ...words, reason: ' ' }],
  ])('with %s nothing changes, and the typed text is returned', async (_, typed) => {
    const host = await member({ role: 'host' })
    const rosa = await member()
    const { status, body } = await decide(host, rosa, 'silence', typed)
    expect(status).toBe(422)
    if (typed.reason.trim()) expect(body).toContain('Shouted at &lt;everybody')
    expect([(await find(rosa)).silencedUntil, await recordOf(rosa)]).toEqual([null, []])
  })

  test('but no host, no owner, and not themselves', async () => {
    const host = await member({ role: 'host' })
    for (const other of [await member({ role: 'host' }), await member({ role: 'owner' }), host]) {
      expect((await decide(host, other, 'silence', words)).status).toBe(422)
      expect(await find(other)).toMatchObject({ silencedUntil: null })
    }
  })

  test('and a member who becomes a host can write again', async () => {
    const [owner, rosa] = [await member({ role: 'owner' }), await silenced()]
    await decide(owner, rosa, 'role', { role: 'host' })
    expect(await find(rosa)).toMatchObject({ role: 'host', silencedUntil: null })
  })
})

describe('a silenced member', () => {
  test('can read everything, and sees the end and the reason in place of the form', async () => {
    const rosa = await silenced()
    const { status, body } = await ask(page, {}, rosa)
    expect(status).toBe(200)
    expect(body).toContain('A host has silenced you here until the end of')
    expect(body).toContain('Shouted at &lt;everybody>'.replace('>', '&gt;'))
    expect(body).not.toContain('id="comment-form"')
    expect((await ask('/community/me/', {}, rosa)).body).toContain('id="silence"')
    expect((await ask(page, {}, stranger())).body).not.toContain('Shouted at')
  })

  test('cannot write: the text is returned and nothing is stored', async () => {
    const rosa = await silenced()
    const { status, body } = await write(rosa, 'Words of somebody silenced')
    expect(status).toBe(422)
    expect(body).toContain('Words of somebody silenced')
    expect(body).toContain('A host has silenced you here. Your text is saved below.')
    expect(await said('Words of somebody silenced')).toEqual([])
  })

  test('cannot reply: the reply page redirects to the conversation', async () => {
    const parent = await addComment()
    const { status } = await ask(`/community/comments/${parent}/reply/`, {}, await silenced())
    expect(status).toBe(302)
  })

  test('cannot edit their comments, but can delete them', async () => {
    const rosa = await silenced()
    const id = await addComment({ memberId: rosa.id })
    const revision = `/community/comments/${id}/revision`
    expect((await ask(revision, {}, rosa)).status).toBe(422)
    const { status, body } = await send(revision, { body: 'Other words of theirs' }, rosa)
    expect([status, body]).toEqual([422, expect.stringContaining('Other words of theirs')])
    const [row] = await db.select().from(comments).where(eq(comments.id, id))
    expect([row!.revisedAt, row!.state]).toEqual([null, 'published'])

    expect((await send(`/community/comments/${id}/removal`, {}, rosa)).status).toBe(303)
    const [gone] = await db.select().from(comments).where(eq(comments.id, id))
    expect(gone!.state).toBe('removed')
  })

  test('can react and report', async () => {
    const rosa = await silenced()
    const id = await addComment()
    const given = await send(`/community/comments/${id}/reactions`, { emoji: '👍' }, rosa)
    expect(given.status).toBe(303)
    expect(await db.$count(reactions, eq(reactions.visitor, rosa.id))).toBe(1)
    expect((await send(`/community/comments/${id}/report`, {}, rosa)).status).toBe(303)
  })

  test('can write again when the silence is over', async () => {
    const rosa = await silenced({ silencedUntil: new Date(Date.now() - 1000) })
    expect((await write(rosa, 'The time is over')).status).toBe(303)
    expect(await said('The time is over')).toHaveLength(1)
  })
})
