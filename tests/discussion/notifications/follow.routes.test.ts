import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { notificationSettings } from '../../../worker/accounts/inbox/table'
import { groups, memberships } from '../../../worker/accounts/groups/table'
import { announcePosts } from '../../../worker/discussion/notifications/jobs'
import { announcedPosts } from '../../../worker/discussion/notifications/table'
import { readHub } from '../../../worker/http/hub'
import { sendOutbox } from '../../../worker/jobs'
import { DAY_MS } from '../../../worker/lib/calendar'
import { newBudget } from '../../../worker/lib/query-budget'
import {
  ask,
  bindings,
  confirmationOf,
  cookieOf,
  db,
  lettersTo,
  member,
  origin,
  say,
  send,
  stranger,
  topic,
} from '../../world'
import { comment, deliver, deliverAt, follow, inboxOf, newsOf, unreadOf } from './world'

const addToTesters = async (memberId: string) => {
  const group = { id: 'testers', name: 'T', createdAt: new Date() }
  await db.insert(groups).values(group).onConflictDoNothing()
  await db.insert(memberships).values({ groupId: 'testers', memberId, since: new Date() })
}

test('a guest who follows hears of an answer by email, once', async () => {
  const [ben, ada] = [stranger(), await member()]
  const first = await say(ben, 'Which oil for a wet chain?', { follow: 'on' })
  const confirmed = await send(await confirmationOf(ben), {}, { cookie: cookieOf(first) })
  expect(confirmed.status).toBe(303)
  const id = new URL(confirmed.headers.get('location')!, origin).pathname.split('/').at(-2)!
  await comment(ada, 'A thick one, and wipe it.', 'post:open', id)
  await deliver()
  const news = (await lettersTo(ben)).filter(({ subject }) => !subject.includes('confirm'))
  expect(news.map(({ subject }) => subject)).toEqual(['Re: An open post'])
  expect(news[0]!.text).toContain(`${ada.name} replied to you`)
  expect(news[0]!.text).toContain('> A thick one, and wipe it.')
  await deliver()
  expect(await lettersTo(ben)).toHaveLength(2)
})

test('a guest who does not follow gets no email', async () => {
  const [ben, ada] = [stranger(), await member()]
  const first = await say(ben, 'Which grease for a dry chain?')
  const confirmed = await send(await confirmationOf(ben), {}, { cookie: cookieOf(first) })
  const id = new URL(confirmed.headers.get('location')!, origin).pathname.split('/').at(-2)!
  await comment(ada, 'None at all.', 'post:open', id)
  await deliver()
  expect(await lettersTo(ben)).toHaveLength(1)
})

test('an asker hears of answers, sees the number on every page, and reads them', async () => {
  const [asker, ada] = [await member(), await member()]
  const { id } = await topic({ by: asker, title: 'Which bell is loudest?' })
  const answer = await comment(ada, 'The brass one.', id)
  await deliver()
  expect(await unreadOf(asker)).toBe(1)
  const page = await inboxOf(asker)
  expect(page).toContain(`/community/comments/${answer}/`)
  expect(page).toContain(`${ada.name} answered`)
  const [email, ...more] = await lettersTo(asker)
  expect(more).toEqual([])
  expect(email!.subject).toBe('Re: Which bell is loudest?')
  expect(email!.text).toContain(`${ada.name} answered`)
  expect(
    (await send('/community/me/notifications/seen', {}, { cookie: asker.cookie })).status,
  ).toBe(303)
  expect(await inboxOf(asker)).not.toContain('Mark all as read')
})

test('opening the conversation marks its notifications as read', async () => {
  const [asker, ada] = [await member(), await member()]
  const { id, slug } = await topic({ by: asker, title: 'Which saddle?' })
  await comment(ada, 'The soft one.', id)
  await deliver()
  expect(await unreadOf(asker)).toBe(1)
  await ask(`/community/topics/${id.slice('topic:'.length)}/${slug}/`, {}, asker)
  expect(await unreadOf(asker)).toBe(0)
})

test('what was read before the email was due is not emailed', async () => {
  const [asker, ada] = [await member(), await member()]
  const { id, slug } = await topic({ by: asker, title: 'Which stem?' })
  await comment(ada, 'The short one.', id)
  await ask(`/community/topics/${id.slice('topic:'.length)}/${slug}/`, {}, asker)
  await deliver()
  expect(await lettersTo(asker)).toEqual([])
})

test('several comments in one conversation within minutes are one email', async () => {
  const [asker, ada, ben] = [await member(), await member(), await member()]
  const { id } = await topic({ by: asker, title: 'Which tyre?' })
  await comment(ada, 'The wide one.', id)
  await comment(ben, 'The narrow one.', id)
  await deliver()
  const [email, ...more] = await lettersTo(asker)
  expect(more).toEqual([])
  expect(email!.text).toContain('2 new comments in “Which tyre?”')
  expect(email!.text).toContain('> The wide one.')
  expect(email!.text).toContain('> The narrow one.')
})

test('a member who takes part follows, unless they chose not to', async () => {
  const [asker, ada, ben, ida] = [await member(), await member(), await member(), await member()]
  const { id } = await topic({ by: asker, title: 'Which chain?' })
  await send(
    '/community/me/notifications/settings',
    { rhythm: 'at-once', timezone: '' },
    { cookie: ben.cookie },
  )
  await comment(ada, 'A long one.', id)
  await comment(ben, 'A short one.', id)
  await deliver()
  await comment(ida, 'Any.', id)
  await deliver()
  expect(await newsOf(ada)).toContain(`${ida.name} answered`)
  expect(await newsOf(ben)).toEqual([])
})

test.each([
  ['the conversation', (id: string) => `conversation:${id}`],
  ['the author', (_: string, author: string) => `person:${author}`],
])('a member who muted %s hears nothing of it, even when they are mentioned', async (_, target) => {
  const [asker, ada] = [await member(), await member()]
  const { id } = await topic({ by: asker, title: 'Which rack?' })
  expect((await follow(asker, target(id, ada.handle), 'muted')).status).toBe(303)
  await comment(ada, `The steel one, @${asker.handle}`, id)
  await deliver()
  expect(await newsOf(asker)).toEqual([])
  expect(await lettersTo(asker)).toEqual([])
})

test('a handle in a quotation or code is no mention', async () => {
  const [ada, ben] = [await member(), await member()]
  await comment(
    ada,
    `> Ask @${ben.handle} about it\n\nGood point, \`@${ben.handle}\`.`,
    'post:open',
  )
  await deliver()
  expect(await newsOf(ben)).toEqual([])
})

test('a member follows a tag, kind, space, person and the hub, and hears once of what is new', async () => {
  const [ada, ben] = [await member(), await member()]
  for (const target of ['tag:lights', 'kind:idea', 'space:public', `person:${ada.handle}`, 'hub'])
    expect((await follow(ben, target)).status).toBe(303)
  await topic({
    by: ada,
    title: 'More lights',
    kind: 'idea',
    tags: ['lights'],
    startedAt: new Date(),
  })
  await deliver()
  expect(await newsOf(ben)).toEqual([`${ada.name} suggested an idea`])
  for (const target of ['tag:lights', 'kind:idea', 'space:public', `person:${ada.handle}`, 'hub'])
    await follow(ben, target, 'off')
  await topic({
    by: ada,
    title: 'Fewer lights',
    kind: 'idea',
    tags: ['lights'],
    startedAt: new Date(),
  })
  await deliver()
  expect(await newsOf(ben)).toHaveLength(1)
})

test.each([
  'conversation:post:nothing',
  'conversation:post:in-testers',
  'kind:nothing',
  'space:x',
  'person:no-one-here',
  'tag:<b>',
  'hub:x',
  '',
  'person',
])('what is not there, or may not be read, cannot be followed: %s', async (target) => {
  expect((await follow(await member(), target)).status).toBe(404)
})

test('a daily digest comes at eight, with everything new, and only if there is something', async () => {
  const [asker, ada] = [await member(), await member()]
  const settings = { rhythm: 'daily', followsOwn: 'on', timezone: 'Asia/Tokyo' }
  await send('/community/me/notifications/settings', settings, { cookie: asker.cookie })
  const one = await topic({ by: asker, title: 'First of two' })
  const two = await topic({ by: asker, title: 'Second of two' })
  await comment(ada, 'An answer.', one.id)
  await comment(ada, 'Another.', two.id)
  await deliver()
  expect(await lettersTo(asker)).toEqual([])
  const [row] = await db
    .select()
    .from(notificationSettings)
    .where(eq(notificationSettings.memberId, asker.id))
  expect(row!.digestAt!.toISOString().slice(11, 16)).toBe('23:00')
  await deliverAt(row!.digestAt!)
  const [digest, ...more] = await lettersTo(asker)
  expect(more).toEqual([])
  expect(digest!.text).toContain('First of two')
  expect(digest!.text).toContain('Second of two')
  await deliverAt(new Date(row!.digestAt!.getTime() + DAY_MS))
  expect(await lettersTo(asker)).toHaveLength(1)
})

test('a time zone that there is not is refused, and what was typed stays', async () => {
  const asker = await member()
  const { status, body } = await send(
    '/community/me/notifications/settings',
    { rhythm: 'weekly', timezone: 'Atlantis' },
    { cookie: asker.cookie },
  )
  expect(status).toBe(422)
  expect(body).toContain('value="Atlantis"')
})

test('who may no longer read a space hears nothing of it, and it is not counted', async () => {
  const [host, ben] = [await member({ role: 'host' }), await member()]
  await addToTesters(ben.id)
  await follow(ben, 'conversation:post:in-testers')
  await comment(host, 'A secret quetzal.', 'post:in-testers')
  await deliverAt(new Date(Date.now() + 61_000))
  expect(await unreadOf(ben)).toBe(1)
  await db.delete(memberships).where(eq(memberships.memberId, ben.id))
  await deliver()
  expect(await unreadOf(ben)).toBe(0)
  expect(await inboxOf(ben)).not.toContain('quetzal')
  expect(await lettersTo(ben)).toEqual([])
})

test('a guest’s subscriptions are theirs after they sign in and claim what they wrote', async () => {
  const [ben, ada] = [stranger(), await member()]
  const first = await say(ben, 'Which glove for winter?', { follow: 'on' })
  await send(await confirmationOf(ben), {}, { cookie: cookieOf(first) })
  const account = await member({ email: ben.email })
  expect((await send('/community/me/claim', {}, { cookie: account.cookie })).status).toBe(303)
  await comment(ada, 'A thick one.', 'post:open')
  await deliver()
  expect(await newsOf(account)).toContain(`${ada.name} commented`)
})

test('a guest stops the emails from the email itself, with one press', async () => {
  const [ben, ada] = [stranger(), await member()]
  const first = await say(ben, 'Which bottle for winter?', { follow: 'on' })
  await send(await confirmationOf(ben), {}, { cookie: cookieOf(first) })
  await comment(ada, 'A steel one.', 'post:open')
  await deliver()
  const before = await lettersTo(ben)
  const [news] = before
  const stop = new URL(/https?:\S+\/stop\/\S+/.exec(news!.text)![0]).pathname
  expect((await ask(stop)).status).toBe(200)
  expect((await send(stop, { what: 'conversation', to: 'off' })).status).toBe(303)
  await comment(ada, 'Or a warm one.', 'post:open')
  await deliver()
  expect(await lettersTo(ben)).toHaveLength(before.length)
})

test('a member who stopped emails about mentions still finds them on their page', async () => {
  const [asker, ada] = [await member(), await member()]
  await comment(ada, `What does @${asker.handle} say?`, 'post:open')
  await deliver()
  const [news] = await lettersTo(asker)
  const stop = new URL(/https?:\S+\/stop\/\S+/.exec(news!.text)![0]).pathname
  await send(stop, { what: 'kind', to: 'off' })
  await comment(ada, `And what does @${asker.handle} do?`, 'post:open')
  await deliver()
  expect(await lettersTo(asker)).toHaveLength(1)
  expect(await newsOf(asker)).toHaveLength(2)
})

test('a hub without new posts begins to announce all the same, so that its next post is announced', async () => {
  const hub = await readHub(bindings)
  await announcePosts({ db, hub, now: new Date('2026-11-02T09:29:00Z') })
  expect(await db.$count(announcedPosts)).toBe(0)
  await announcePosts({ db, hub, now: new Date('2026-11-02T09:30:00Z') })
  expect(await db.select({ post: announcedPosts.post }).from(announcedPosts)).toEqual([
    { post: '*' },
  ])
  await db.delete(announcedPosts)
})

test('a new post is announced once to those who follow its kind, and what was there before is not', async () => {
  const hub = await readHub(bindings)
  const who = await member()
  await follow(who, 'kind:news')
  const now = new Date()
  const { 'post:open': open } = hub.conversations
  const isNew = (id: string) => ({ ...open!, id, slug: 'open', startedAt: now.getTime() - 1000 })
  const withPosts = (...ids: string[]) => ({
    ...hub,
    conversations: {
      ...hub.conversations,
      ...Object.fromEntries(ids.map((id) => [id, isNew(id)])),
    },
  })
  const before = withPosts('post:before')
  await announcePosts({ db, hub: before, now })
  const after = withPosts('post:before', 'post:after')
  for (let run = 0; run < 3; run++) await announcePosts({ db, hub: after, now })
  for (const minutes of [0, 1, 3])
    await sendOutbox({
      env: bindings,
      db,
      hub: after,
      origin,
      now: new Date(now.getTime() + minutes * 60_000),
      budget: newBudget('1000'),
    })
  const emails = await lettersTo(who as never)
  expect(emails.map(({ subject }) => subject)).toEqual(['Re: An open post'])
  expect(emails[0]!.text).toContain('Ada Lovelace posted news')
})

test('a member follows on the pages of kinds, tags, spaces and people; a visitor sees no button', async () => {
  const [ada, ben] = [await member(), await member()]
  const pages = {
    [`people/${ada.handle}/`]: `person:${ada.handle}`,
    'kinds/alert/': 'kind:alert',
    'spaces/public/': 'space:public',
  }
  for (const [page, target] of Object.entries(pages)) {
    const button = `name="target" value="${target}"`
    expect((await ask(`/community/${page}`, {}, ben)).body, page).toContain(button)
    expect((await ask(`/community/${page}`)).body, page).not.toContain(button)
    expect((await follow(ben, target)).headers.get('location')).toBe(`/community/${page}`)
    expect((await ask(`/community/${page}`, {}, ben)).body, page).toContain('Unfollow')
  }
  expect((await ask(`/community/people/${ada.handle}/`, {}, ada)).body).not.toContain(
    'class="follow"',
  )
})
