import { expect, test } from 'vitest'
import {
  ask,
  confirmationOf,
  cookieOf,
  letters,
  lettersTo,
  say,
  send,
  stranger,
  topic,
} from '../../world'

const page = '/community/posts/open/'

test('the emailed link shows a button, and only the button confirms', async () => {
  const rosa = stranger()
  await say(rosa, 'Shown once it is confirmed')
  const link = await confirmationOf(rosa)

  const shown = await ask(link)
  expect(shown.status).toBe(200)
  expect(shown.body).toContain('<form method="post"')
  expect((await ask(page)).body).not.toContain('Shown once it is confirmed')

  const confirmed = await send(link, {})
  expect(confirmed.status).toBe(303)
  expect((await ask(page)).body).toContain('Shown once it is confirmed')
})

test('a confirmed guest is recognized by their cookie', async () => {
  const rosa = stranger()
  await say(rosa, 'The first one waits')
  const cookie = cookieOf(await send(await confirmationOf(rosa), {}))
  await say(rosa, 'The second one does not', { cookie })
  expect((await ask(page)).body).toContain('The second one does not')
})

test('a confirmed address typed by another person gives nothing', async () => {
  const rosa = stranger()
  await say(rosa, 'Me and nobody else')
  await send(await confirmationOf(rosa), {})
  await say({ ...stranger(), email: rosa.email }, 'I say that I am Rosa')
  expect((await ask(page)).body).not.toContain('I say that I am Rosa')
})

test('a forged or expired link confirms nothing', async () => {
  const rosa = stranger()
  await say(rosa, 'Never confirmed')
  const link = await confirmationOf(rosa)
  const broken = [
    link.replace(/.\/$/, (end) => (end === 'A/' ? 'E/' : 'A/')),
    link.replace(/\.[^.]+\./, '.zzzzzzzzz.'),
    '/community/confirmation/x/',
  ]
  for (const path of broken) expect((await send(path, {})).status, path).toBe(404)
  expect((await ask(page)).body).not.toContain('Never confirmed')
})

test('the email contains nothing that the guest typed', async () => {
  const rosa = { ...stranger(), name: 'Visit casino example' }
  await say(rosa, 'Buy at https://spam.example/ now')
  const [letter] = await lettersTo(rosa)
  expect(JSON.stringify({ ...letter, to: '' })).not.toMatch(/casino|spam\.example/)
})

test('the email names a post, but no topic, whose title a member typed', async () => {
  const { id } = await topic({ title: 'Visit casino example' })
  const [rosa, ben] = [stranger(), stranger()]
  await say(rosa, 'Below the topic', { to: id })
  await say(ben, 'Below the post')
  const [[about], [other]] = [await lettersTo(rosa), await lettersTo(ben)]
  expect(JSON.stringify(about)).not.toContain('casino')
  expect(other!.text).toContain('The comment is in “An open post”.')
})

test('the emails to an address are limited', async () => {
  const rosa = stranger()
  for (let i = 0; i < 5; i++) await say({ ...stranger(), email: rosa.email }, `Spam number ${i}`)
  expect(await lettersTo(rosa)).toHaveLength(3)
})

test('a held comment sends no email but the confirmation', async () => {
  const before = (await letters()).length
  await say(stranger(), 'Held for now')
  expect((await letters()).length).toBe(before + 1)
})
