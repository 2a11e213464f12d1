import { Hono } from 'hono'
import { setSignedCookie } from 'hono/cookie'
import { describe, expect, test } from 'vitest'
import { readHub } from '../../worker/http/hub'
import { readSignedCookie, signedCookieOptions } from '../../worker/http/signed-cookie'
import type { App } from '../../worker/env'
import { ask, bindings, cookieOf, member, say, stranger } from '../world'

const hub = await readHub(bindings)

/** A hub that sets a cookie when it is sent to, and answers with what it reads. */
const hubAt = (url: string) => {
  const { origin, pathname: base } = new URL(url)
  const app = new Hono<App>()
  app.use(async (c, next) => {
    c.set('hub', { ...hub, base })
    c.set('origin', origin)
    await next()
  })
  app.get('/', async (c) => c.text((await readSignedCookie(c, 'hub-session')) ?? 'nobody'))
  app.post('/', async (c) => {
    await setSignedCookie(
      c,
      'hub-session',
      c.req.header('who')!,
      c.env.HUB_SECRET!,
      signedCookieOptions(c),
    )
    return c.text('')
  })
  const from = (method: string, headers: Record<string, string>) =>
    app.request('/', { method, headers }, { HUB_SECRET: 'a secret' })
  return {
    cookie: async (who: string) => (await from('POST', { who })).headers.get('set-cookie')!,
    read: async (cookie: string) => (await from('GET', { cookie })).text(),
  }
}

const valueOf = (cookie: string) => cookie.split(';')[0]!

describe('where the hub has its host', () => {
  const own = hubAt('https://hub.example/')

  test('its cookies are ones that no other host can set', async () => {
    const cookie = await own.cookie('rosa')
    expect(cookie).toMatch(/^__Host-hub-session=/)
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax/)
    expect(cookie).not.toContain('Domain')
    expect(await own.read(valueOf(cookie))).toBe('rosa')
  })

  test('a genuine cookie without the prefix, as a sibling host can plant it, counts for nothing', async () => {
    const planted = valueOf(await own.cookie('mallory')).replace('__Host-', '')
    expect(await own.read(planted)).toBe('nobody')
    expect(await own.read(`${planted}; ${valueOf(await own.cookie('rosa'))}`)).toBe('rosa')
  })
})

test.each(['https://www.example.com/community/', 'http://localhost:8787/'])(
  'a cookie that is sent twice counts for nothing at %s, in whatever order',
  async (url) => {
    const below = hubAt(url)
    const [rosa, mallory] = [
      valueOf(await below.cookie('rosa')),
      valueOf(await below.cookie('mallory')),
    ]
    expect(rosa).toMatch(/^hub-session=/)
    expect(await below.read(rosa)).toBe('rosa')
    expect(await below.read(`${mallory}; ${rosa}`)).toBe('nobody')
    expect(await below.read(`${rosa};${mallory}`)).toBe('nobody')
    expect(await below.read(`${rosa}; hub-session=x`)).toBe('nobody')
    expect(await below.read(`${rosa}; other-hub-session=x; __Host-hub-session=x`)).toBe('rosa')
  },
)

test('two sessions in one request sign nobody in, and two guests are none', async () => {
  const [rosa, mallory] = [await member(), await member()]
  const own = async (cookie: string) => (await ask('/community/me/', {}, { cookie })).status
  expect(await own(rosa.cookie)).toBe(200)
  expect(await own(`${mallory.cookie}; ${rosa.cookie}`)).toBe(303)

  const guest = { ...stranger(), name: 'Quetzalina' }
  const cookie = cookieOf(await say(guest, 'Words', { remember: 'on' }))!
  const page = async (sent: string) =>
    (await ask('/community/posts/open/', {}, { cookie: sent })).body
  expect(await page(cookie)).toContain('Quetzalina')
  expect(await page(`${cookie}; ${cookie}`)).not.toContain('Quetzalina')
})
