import { expect, test, vi } from 'vitest'
import { ask, bindings, member } from '../../world'

/** What is asked of the database while a page is drawn for this cookie. */
const askedFor = async (path: string, cookie?: string) => {
  const asked: string[] = []
  const DB = new Proxy(bindings.DB, {
    get: (target, name) => {
      const value = Reflect.get(target, name)
      if (name !== 'prepare') return typeof value === 'function' ? value.bind(target) : value
      return (query: string) => {
        asked.push(query)
        return target.prepare(query)
      }
    },
  })
  const { status } = await ask(path, {}, { cookie, env: { DB } })
  expect(status).toBe(200)
  return asked
}

const pages = ['/community/', '/community/posts/open/?from=x', '/community/sign-in/']

test.each(pages)('without a cookie there is no query for a session: %s', async (path) => {
  const asked = await askedFor(path)
  expect(asked.filter((query) => query.includes('sessions'))).toEqual([])
})

test.each([
  ['another’s cookie', 'session=x; other=hub-sessionx'],
  ['a cookie that the hub did not seal', 'hub-session=token.c2VhbA%3D%3D'],
  ['a cookie without a seal', 'hub-session=token'],
])('nor for %s', async (_, cookie) => {
  const asked = await askedFor('/community/sign-in/', cookie)
  expect(asked.filter((query) => query.includes('sessions'))).toEqual([])
})

test('the signed-in member is looked up once per page', async () => {
  const { cookie } = await member()
  const asked = await askedFor('/community/posts/open/', cookie)
  const found = asked.filter((query) => query.includes('inner join "members"'))
  expect(found).toHaveLength(1)
})

const scriptsIn = (body: string) =>
  [...body.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, address]) => address)

/** But for the stamp that says when its form was drawn: a busy machine takes a moment between two. */
const undated = (body: string) => body.replace(/(name="drawn" value=")[^"]*/, '$1')

test('a reader’s page does not depend on the providers, and loads no script of theirs', async () => {
  // The form says when it was drawn.
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  const path = '/community/posts/open/'
  // A cookie of ours, so that neither comes from the edge.
  const cookie = 'hub-x=1'
  const doors = { GITHUB_CLIENT_ID: 'hub', GITHUB_CLIENT_SECRET: 'a secret' }
  const [shut, open] = [
    await ask(path, {}, { cookie }),
    await ask(path, {}, { cookie, env: { ...doors, OWNER_EMAIL: 'owner@example.org' } as object }),
  ]
  expect(undated(open.body)).toBe(undated(shut.body))
  expect(open.headers.getSetCookie()).toEqual([])

  const { body: signIn } = await ask('/community/sign-in/', {}, { env: doors as object })
  expect(signIn).toContain('GitHub')
  const ofTheDoors = scriptsIn(signIn).filter((script) => !scriptsIn(shut.body).includes(script))
  expect(ofTheDoors.length).toBeGreaterThan(0)
})
