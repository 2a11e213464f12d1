import { expect, test } from 'vitest'
import { comments } from '../../../worker/discussion/comments/table'
import { eq } from 'drizzle-orm'
import { ask, confirmationOf, cookieOf, db, member, say, send, stranger } from '../../world'

const talk = { page: '/community/posts/in-talk/', id: 'post:in-talk' }
const notices = { page: '/community/posts/in-notices/', id: 'post:in-notices' }
const crew = { page: '/community/posts/in-crew/', id: 'post:quetzalid' }

const at = ({ id }: typeof talk) => `/community/conversations/${id}/comments`
const saidBy = (body: string) => db.$count(comments, eq(comments.body, body))
const regular = {
  approvedComments: 3,
  firstApprovedAt: new Date(Date.now() - 8 * 24 * 60 * 60 * 1000),
}

test('where members speak a guest reads the way in, and a member finds a form', async () => {
  const asGuest = await ask(talk.page)
  expect(asGuest.body).not.toContain('id="comment-form"')
  expect(asGuest.body).toMatch(
    /Only members may comment here\. <a href="\/community\/sign-in\/\?returnTo=%2Fcommunity%2Fposts%2Fin-talk%2F" rel="nofollow">Sign in<\/a>/,
  )
  const rosa = await member()
  expect((await ask(talk.page, {}, rosa)).body).toContain('Writing as')
  expect((await send(at(talk), { body: 'In the talk' }, rosa)).status).toBe(303)
})

test('a guest who sends a form there all the same keeps their words, confirmed or not', async () => {
  const rosa = stranger()
  await say(rosa, 'To be confirmed')
  const cookie = cookieOf(await send(await confirmationOf(rosa), {}))
  for (const known of [undefined, cookie]) {
    const answer = await say(rosa, 'Not a member yet', { to: talk.id, cookie: known })
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('Only members may comment here. Your text is saved below.')
    expect(answer.body).toContain('Not a member yet</textarea>')
    expect(answer.body).toContain('>Sign in</a>')
  }
  expect(await saidBy('Not a member yet')).toBe(0)
})

test('where hosts speak a member is told so, and a host is not', async () => {
  const rosa = await member()
  const drawn = await ask(notices.page, {}, rosa)
  expect(drawn.body).toContain('Only hosts may comment here.')
  expect(drawn.body).toContain('href="/community/levels/"')
  const refused = await send(at(notices), { body: 'Me too' }, rosa)
  expect([refused.status, refused.body.includes('Me too</textarea>')]).toEqual([422, true])
  expect(
    (await send(at(notices), { body: 'From a host' }, await member({ role: 'host' }))).status,
  ).toBe(303)
  expect(await saidBy('Me too')).toBe(0)
})

test('where a level speaks, whoever has it does, and the others read which', async () => {
  const rosa = await member()
  const refused = await send(at(crew), { body: 'Not yet' }, rosa)
  expect(refused.status).toBe(422)
  expect(refused.body).toContain('Only Regular and above may comment here.')
  expect((await ask(crew.page, {}, rosa)).body).not.toContain('id="comment-form"')
  const ben = await member(regular)
  expect((await ask(crew.page, {}, ben)).body).toContain('id="comment-form"')
  expect((await send(at(crew), { body: 'At last' }, ben)).status).toBe(303)
  expect([await saidBy('Not yet'), await saidBy('At last')]).toEqual([0, 1])
})

test('the page to answer a comment is for whoever may, and leads the others to the conversation', async () => {
  const ben = await member(regular)
  const { headers } = await send(at(talk), { body: 'Who answers here?' }, ben)
  const id = /c-([0-9a-f-]{36})/.exec(headers.get('location')!)![1]
  const reply = `/community/comments/${id}/reply/`
  expect((await ask(reply, {}, await member())).status).toBe(200)
  const asGuest = await ask(reply)
  expect([asGuest.status, asGuest.headers.get('location')]).toEqual([
    302,
    `${talk.page}#thread-title`,
  ])
})

test('the search finds what a member said, by their name as it is now', async () => {
  const rosa = await member({ name: 'Rosa of the Search' })
  await send(at(talk), { body: 'Something about sprocketology' }, rosa)
  const { body } = await ask('/community/search/?q=sprocketology')
  expect(body).toContain('<bdi>Rosa of the Search</bdi> in “A post in talk”')
})

test('feeds and machines are led to the page of a member, and of a host', async () => {
  const rosa = await member({ name: 'Rosa in Feeds', website: 'https://rosa.example/' })
  const ada = await member({ role: 'host', person: 'ada', name: 'Ada in Feeds' })
  for (const one of [rosa, ada]) await send(at(talk), { body: `By ${one.name}` }, one)
  const feed = (await ask(`${talk.page}comments.xml`)).body
  const { body } = await ask(talk.page, {}, rosa)
  for (const page of [`people/${rosa.handle}/`, 'people/ada/']) {
    expect(feed).toContain(`<uri>https://hub.test/community/${page}</uri>`)
    expect(body).toContain(`"url":"https://hub.test/community/${page}"`)
  }
  expect(body).not.toContain('"url":"https://rosa.example/"')
})
