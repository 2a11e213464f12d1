import { expect, test } from 'vitest'
import { ask, bindings, member } from '../world'

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

test.each(pages)('without a cookie nobody looks for a session: %s', async (path) => {
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

test('whoever is signed in is looked up once for a page', async () => {
  const { cookie } = await member()
  const asked = await askedFor('/community/posts/open/', cookie)
  const found = asked.filter((query) => query.includes('inner join "members"'))
  expect(found).toHaveLength(1)
})
