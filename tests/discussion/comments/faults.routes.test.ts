import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { app } from '../../../worker/app'
import { comments } from '../../../worker/discussion/comments/table'
import { newId } from '../../../worker/lib/id'
import { ask, db, origin, say, send, stranger } from '../../world'

/** Every address that changes something, as the app itself lists them. */
const mutating = [
  ...new Set(app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path)),
]
  // Other machines post these, and each verifies the provider.
  .filter((path) => !path.startsWith('/mail/events/'))
  .map((path) =>
    `/community${path}`
      .replace(':conversation', 'post:open')
      .replace(':id', newId(new Date(0)))
      .replace(':token', 'x'),
  )

const form = { 'content-type': 'application/x-www-form-urlencoded' }

test('the list of what changes something is not empty', () => {
  expect(mutating.length).toBeGreaterThanOrEqual(4)
})

test.each(mutating)('CSRF: %s takes no form from elsewhere', async (path) => {
  const senders: Record<string, string>[] = [
    { ...form },
    { ...form, origin: 'null' },
    { ...form, origin: 'https://evil.test' },
    { ...form, origin: `${origin}.evil.test` },
    { ...form, origin, 'sec-fetch-site': 'cross-site' },
    { ...form, origin, 'sec-fetch-site': 'same-site' },
    { ...form, origin, 'sec-fetch-site': 'none' },
    { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' },
  ]
  const body = new URLSearchParams({
    body: 'From elsewhere',
    name: 'X',
    email: 'x@example.org',
    emoji: '👍',
  })
  for (const headers of senders) {
    const answer = await ask(path, { method: 'POST', body: String(body), headers })
    expect(answer.status, JSON.stringify(headers)).toBe(403)
    expect(answer.headers.getSetCookie()).toEqual([])
  }
  expect(await db.select().from(comments).where(eq(comments.body, 'From elsewhere'))).toEqual([])
})

test.each(mutating)('CSRF: %s takes only a form, and only by POST', async (path) => {
  for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x', ''])
    expect(
      (
        await ask(path, {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
        })
      ).status,
    ).toBe(415)
  for (const method of ['GET', 'HEAD']) {
    const answer = await ask(`${path}?_method=POST&body=x&name=X&email=x@example.org`, { method })
    // A page behind the door sends strangers to it.
    const to = answer.status === 303 ? answer.headers.get('location') : null
    if (!to?.startsWith('/community/sign-in/'))
      expect([200, 301, 307, 404]).toContain(answer.status)
    expect(answer.headers.getSetCookie()).toEqual([])
  }
})

test.each([
  ['repeated', 'body=First&body=Second'],
  ['as an array', 'body[]=First&body=First'],
  ['badly encoded', 'body=First%'],
])('parameters %s: the first well-formed value counts', async (_, fields) => {
  const { name, email, address } = stranger()
  const answer = await ask(
    '/community/conversations/post:open/comments',
    {
      method: 'POST',
      body: `${fields}&name=${name}&email=${email}`,
      headers: { ...form, origin, 'sec-fetch-site': 'same-origin' },
    },
    { address },
  )
  expect(answer.status).toBe(303)
})

test.each([
  '/community/comments/x/',
  '/community/comments/%00/',
  '/community/comments/..%2f..%2fhub.json/',
  '/community/comments/00000000-0000-4000-8000-000000000000/reply/',
  '/community/conversations/__proto__/comments',
  '/community/conversations/post:silent/comments',
  '/community/posts/constructor/comments.xml',
])('%s is not there', async (path) => {
  const answer = path.endsWith('/comments') ? await send(path, { body: 'x' }) : await ask(path)
  expect(answer.status).toBe(404)
})

test.each([
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '"><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
])('XSS on the paths beside the first: %s', async (evil) => {
  const rosa = stranger()
  const preview = await send(
    '/community/conversations/post:open/preview',
    { body: evil, name: evil, email: evil, website: evil, parent: evil },
    rosa,
  )
  const said = await say(rosa, 'Harmless')
  const cookie = said.headers.getSetCookie()[0]!.split(';')[0]
  const id = /c-([0-9a-f-]{36})/.exec(said.headers.get('location')!)![1]
  const asking = { cookie, address: rosa.address }
  const shown = await send(
    `/community/comments/${id}/revision`,
    { body: evil, preview: 'yes' },
    asking,
  )
  await send(`/community/comments/${id}/revision`, { body: evil }, asking)
  const form = await ask(`/community/comments/${id}/revision`, {}, asking)
  const page = await ask('/community/posts/open/', {}, asking)
  for (const { body } of [preview, shown, form, page]) {
    expect(body).not.toMatch(/<img src=x|<script>alert|href="javascript:/)
  }
})
