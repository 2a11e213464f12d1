import { expect, test } from 'vitest'
import { flash } from '../../worker/http/flash'
import { ask, member, send, signInLinkOf } from '../world'

const told = (body: string) => /<p role="status">(.*?)<\/p>/s.exec(body)?.[1]

test('a path tells what was done, whatever else it says', () => {
  expect(flash('/community/me/#ways-in', 'way-removed')).toBe(
    '/community/me/?note=way-removed#ways-in',
  )
  expect(flash('/community/posts/open/?sort=newest', 'welcome')).toBe(
    '/community/posts/open/?sort=newest&note=welcome',
  )
})

test('whoever saved their profile is told so where they come to', async () => {
  const rosa = await member()
  const fields = { name: 'Rosa of the hub', handle: rosa.handle }
  const { headers } = await send('/community/me/profile/', fields, rosa)
  const { body } = await ask(headers.get('location')!, {}, rosa)
  expect(told(body)).toBe('Profile saved.')
})

test.each(['/community/', '/community/posts/open/', '/community/me/'])(
  'whoever is new is told what they may do, on the page they come back to: %s',
  async (page) => {
    const rosa = await member({ name: 'Rosa', role: 'owner' })
    expect(told((await ask(flash(page, 'welcome'), {}, rosa)).body)).toMatch(
      /Welcome, <bdi>Rosa<\/bdi>.*You are an owner.*Complete your profile/s,
    )
    const { body } = await ask(flash(page, 'welcome'), {}, await member())
    expect(told(body)).toContain('Your comments now have your name')
    expect(told(body)).not.toContain('You are an owner')
  },
)

test('who comes in for the first time is led back with a welcome, and the next time without', async () => {
  const email = 'brand-new@example.org'
  const address = '203.0.113.210'
  const comeIn = async (fields: Record<string, string>) => {
    await send('/community/sign-in/', { email, returnTo: '/community/posts/open/' }, { address })
    const { link } = await signInLinkOf({ email })
    const sent = { ...fields, returnTo: '/community/posts/open/' }
    return (await send(link, sent, { address })).headers.get('location')
  }
  expect(await comeIn({ name: 'Nova' })).toBe('/community/posts/open/?note=welcome')
  expect(await comeIn({})).toBe('/community/posts/open/')
})

test('an address can have nothing else said, and to nobody who is not signed in', async () => {
  const rosa = await member()
  for (const note of ['<b>Boo</b>', 'toString', ''])
    expect(told((await ask(`/community/me/?note=${note}`, {}, rosa)).body), note).toBe(undefined)
  expect(told((await ask('/community/?note=profile')).body)).toBe(undefined)
})
