import { expect, test } from 'vitest'
import { ask, cookieOf, say, stranger } from '../../world'

test('a comment redirects to where it stands, so a reload posts nothing', async () => {
  const answer = await say(stranger(), 'Hello!')
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toMatch(
    /^\/community\/posts\/open\/\?from=([0-9a-f-]{36})#c-\1$/,
  )
})

test("a guest's first comment is seen by its author alone", async () => {
  const rosa = stranger()
  const cookie = cookieOf(await say(rosa, 'Only I can see this yet'))
  const mine = await ask('/community/posts/open/', {}, { cookie })
  const theirs = await ask('/community/posts/open/')
  expect(mine.body).toContain('Only I can see this yet')
  expect(theirs.body).not.toContain('Only I can see this yet')
})
