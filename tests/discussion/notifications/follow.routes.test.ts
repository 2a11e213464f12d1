import { expect, test } from 'vitest'
import {
  confirmationOf,
  cookieOf,
  lettersTo,
  member,
  origin,
  say,
  send,
  stranger,
  topic,
} from '../../world'
import { comment, deliver, inboxOf, unreadOf } from './world'

test('a guest who follows hears of an answer by email, once', async () => {
  const [ben, ada] = [stranger(), await member()]
  const first = await say(ben, 'Which oil for a wet chain?', { follow: 'on' })
  const confirmed = await send(await confirmationOf(ben), {}, { cookie: cookieOf(first) })
  expect(confirmed.status).toBe(303)
  const id = new URL(confirmed.headers.get('location')!, origin).pathname.split('/').at(-2)!
  await comment(ada, 'A thick one, and wipe it.', 'post:open', id)
  await deliver()
  const news = (await lettersTo(ben)).filter(({ subject }) => !subject.includes('confirm'))
  expect(news.map(({ subject }) => subject)).toEqual([
    `${ada.name} replied to you in “An open post”`,
  ])
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
  expect(page).toContain(`${ada.name} answered “Which bell is loudest?”`)
  const [email, ...more] = await lettersTo(asker)
  expect(more).toEqual([])
  expect(email!.subject).toBe(`${ada.name} answered “Which bell is loudest?”`)
  expect(
    (await send('/community/me/notifications/seen', {}, { cookie: asker.cookie })).status,
  ).toBe(303)
  expect(await inboxOf(asker)).not.toContain('Mark all as read')
})
