import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { confirmComment } from '../../../worker/discussion/comments/commands'
import { comments, mentions } from '../../../worker/discussion/comments/table'
import { memberships, groups } from '../../../worker/accounts/groups/table'
import { newId } from '../../../worker/lib/id'
import { members } from '../../../worker/accounts/members/table'
import { ask, db, lettersTo, member, origin, say, send, stranger } from '../../world'
import { deliver } from '../notifications/world'

type Member = Awaited<ReturnType<typeof member>>

let known = 0
/** A member whom nobody else is called like. */
const called = async (as: Parameters<typeof member>[0] = {}) => {
  known++
  return member({ handle: `called-${known}`, name: `Called ${known}`, ...as })
}

/** Somebody says it, and what the hub then has to send is sent. */
const speak = async (by: Member, body: string, to = 'post:open') => {
  const { status, headers } = await send(
    `/community/conversations/${to}/comments`,
    { body, as: 'member' },
    { cookie: by.cookie, address: by.address },
  )
  expect(status).toBe(303)
  return new URL(headers.get('location')!, origin).searchParams.get('from')!
}

const told = async (who: Member) => {
  await deliver()
  return (await lettersTo(who)).filter(({ text }) => /mentioned you/.test(text))
}

const ownPage = async ({ cookie }: Member) => (await ask('/community/me/', {}, { cookie })).body

test('whoever is named is linked, hears of it by letter, and reads it on their own page', async () => {
  const [rosa, ben] = [await called(), await called()]
  const id = await speak(rosa, `What would @${ben.handle.toUpperCase()} say?`)
  const page = (await ask('/community/posts/open/')).body
  expect(page).toContain(
    `<a class="mention" href="/community/people/${ben.handle}/">@${ben.handle.toUpperCase()}</a>`,
  )
  const [letter, ...more] = await told(ben)
  expect(more).toEqual([])
  expect(letter!.text).toContain(`${rosa.name} mentioned you in “`)
  expect(letter!.text).toContain(`${origin}/community/comments/${id}/`)
  expect(letter!.text).toContain(`> What would @${ben.handle.toUpperCase()} say?`)
  const own = await ownPage(ben)
  expect(own).toContain('id="mentions"')
  expect(own).toContain(`/community/comments/${id}/`)
  const away = await send(`/community/me/mentions/${id}/seen`, {}, { cookie: ben.cookie })
  expect(away.status).toBe(303)
  expect(await ownPage(ben)).not.toContain('id="mentions"')
})

test('what is another’s is not put away', async () => {
  const [rosa, ben] = [await called(), await called()]
  const id = await speak(rosa, `@${ben.handle}`)
  const path = `/community/me/mentions/${id}/seen`
  expect((await send(path, {}, { cookie: rosa.cookie })).status).toBe(404)
  expect((await send(path, {})).headers.get('location')).toContain('/sign-in/')
  expect(await ownPage(ben)).toContain('id="mentions"')
})

test('nobody hears of themselves, and nobody twice', async () => {
  const [rosa, ben] = [await called(), await called()]
  await speak(rosa, `@${rosa.handle} @${ben.handle} @${ben.handle}`)
  expect(await told(rosa)).toEqual([])
  expect(await told(ben)).toHaveLength(1)
})

test('nobody hears of what is held until it is published, and then once', async () => {
  const ben = await called()
  const guest = stranger()
  await say(guest, `What would @${ben.handle} say of this?`)
  const [held] = await db
    .select({ id: comments.id, state: comments.state })
    .from(comments)
    .innerJoin(mentions, eq(mentions.comment, comments.id))
    .where(eq(mentions.memberId, ben.id))
  expect(held!.state).toBe('held')
  expect(await told(ben)).toEqual([])
  expect(await ownPage(ben)).not.toContain('id="mentions"')
  await confirmComment(db, held!.id, new Date())
  expect(await told(ben)).toHaveLength(1)
  await db.update(comments).set({ state: 'faded' }).where(eq(comments.id, held!.id))
  await db.update(comments).set({ state: 'published' }).where(eq(comments.id, held!.id))
  expect(await told(ben)).toHaveLength(1)
})

test('what was taken away before the letter went out is told to nobody', async () => {
  const [rosa, ben] = [await called(), await called()]
  const id = await speak(rosa, `@${ben.handle}`)
  await db.update(comments).set({ state: 'removed' }).where(eq(comments.id, id))
  expect(await told(ben)).toEqual([])
  expect(await ownPage(ben)).not.toContain('id="mentions"')
})

test('new words name others: who is named no more need not look, who is named now hears of it', async () => {
  const [rosa, ben, ida] = [await called(), await called(), await called()]
  const id = await speak(rosa, `@${ben.handle}, look`)
  const revised = await send(
    `/community/comments/${id}/revision`,
    { body: `@${ida.handle}, look` },
    { cookie: rosa.cookie },
  )
  expect(revised.status).toBe(303)
  expect(await told(ben)).toEqual([])
  expect(await told(ida)).toHaveLength(1)
})

test.each<[string, Partial<typeof members.$inferInsert>]>([
  ['wants no letters', { isUnmailed: true }],
  ['is banned', { bannedUntil: new Date('9999-12-31') }],
  ['has no address that is certain', { emailVerified: false }],
])('whoever %s gets none', async (_, as) => {
  const [rosa, ben] = [await called(), await called(as)]
  await speak(rosa, `@${ben.handle}`)
  expect(await told(ben)).toEqual([])
})

test('nobody hears of what they may not read, nor sees it on their own page', async () => {
  await db
    .insert(groups)
    .values({ id: 'testers', name: 'T', createdAt: new Date() })
    .onConflictDoNothing()
  const [rosa, ben, ida] = [await called({ role: 'host' }), await called(), await called()]
  await db.insert(memberships).values({ groupId: 'testers', memberId: ida.id, since: new Date() })
  await speak(rosa, `@${ben.handle} and @${ida.handle}, a quetzalword`, 'post:in-testers')
  expect(await told(ben)).toEqual([])
  expect(await ownPage(ben)).not.toContain('id="mentions"')
  expect(await told(ida)).toHaveLength(1)
  expect(await ownPage(ida)).toContain('id="mentions"')
})

test('whoever has left is named by nobody, and whoever was invited by nobody yet', async () => {
  const [rosa, gone, invited] = [
    await called(),
    await called(),
    await called({ invitedAt: new Date() }),
  ]
  const id = await speak(rosa, `@${gone.handle} and @${invited.handle}`)
  const rows = await db.select().from(mentions).where(eq(mentions.comment, id))
  expect(rows.map(({ memberId }) => memberId)).toEqual([gone.id])
  await db.delete(members).where(eq(members.id, gone.id))
  expect(await db.select().from(mentions).where(eq(mentions.comment, id))).toEqual([])
})

test('a preview shows whom the words would name', async () => {
  const ben = await called()
  const { body } = await send(
    '/community/conversations/post:open/preview',
    { body: `@${ben.handle}` },
    { cookie: ben.cookie },
  )
  expect(body).toContain(`href="/community/people/${ben.handle}/">@${ben.handle}</a>`)
})

test('somebody says that they want no letters, and that they want them again', async () => {
  const ben = await called()
  const isUnmailed = async () =>
    (await db.select().from(members).where(eq(members.id, ben.id)))[0]!.isUnmailed
  expect(await ownPage(ben)).toContain('Turn off')
  expect((await send('/community/me/letters', { to: 'off' }, { cookie: ben.cookie })).status).toBe(
    303,
  )
  expect(await isUnmailed()).toBe(true)
  expect(await ownPage(ben)).toContain('Turn on')
  await send('/community/me/letters', { to: 'on' }, { cookie: ben.cookie })
  expect(await isUnmailed()).toBe(false)
})

const offered = async (q: string, address = '192.0.2.77') => {
  const path = `/community/people/mentionable?q=${encodeURIComponent(q)}`
  const { status, body } = await ask(path, {}, { address })
  expect(status).toBe(200)
  return JSON.parse(body) as { handle: string; name: string }[]
}

const speakUp = (by: Member) =>
  db.insert(comments).values({
    id: newId(new Date()),
    conversation: 'post:open',
    root: 'x',
    path: 'x',
    depth: 0,
    memberId: by.id,
    name: by.name,
    body: 'Hello',
    html: '',
    renderer: 1,
    state: 'published',
    shown: false,
    writtenAt: new Date(),
  })

test('while a handle is typed those are offered whom it may mean, by handle and by name', async () => {
  const zoe = await called({ handle: 'zoe-k', name: 'Zoë Kvist' })
  expect(await offered('zo')).toEqual([])
  await speakUp(zoe)
  const them = [{ handle: 'zoe-k', name: 'Zoë Kvist' }]
  expect(await offered('zo')).toEqual(them)
  expect(await offered('@ZO')).toEqual(them)
  expect(await offered('kvi')).toEqual(them)
  expect(await offered('ada')).toEqual([{ handle: 'ada', name: 'Ada Lovelace' }])
  for (const q of ['', '"', "z' or 1=1", 'z*']) expect(await offered(q)).toEqual([])
  await db
    .update(members)
    .set({ bannedUntil: new Date('9999-12-31') })
    .where(and(eq(members.id, zoe.id)))
  expect(await offered('zo')).toEqual([])
})
