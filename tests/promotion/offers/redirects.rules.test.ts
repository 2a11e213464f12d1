import { describe, expect, test } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import { pageFrom } from '../../../worker/promotion/offers/visit-filter.middleware'
import { linkTo, resolveLink } from '../../../worker/promotion/offers/outbound-link.rules'
import { areHere, collections } from '../../markdown/hostile'
import { redirects } from './redirects'

const hub = {
  url: 'https://hub.test/community/',
  utm: { utm_content: '{id}' },
  conversations: {},
  offers: [{ id: 'course', action: { label: 'Go', url: 'https://shop.example/' } }],
  networks: [{ id: 'chirp', name: 'Chirp', follow: 'https://chirp.example/us' }],
  retired: [{ id: 'gone', name: 'Gone', at: 0 }],
} as unknown as Hub

const now = new Date('2026-07-01')

const leadsNowhere = (payload: string) => {
  for (const kind of ['offer', 'network'] as const)
    expect(resolveLink(hub, kind, payload, now), payload).toEqual({ is: 'missing' })
  expect(pageFrom(hub, payload), payload).toBe('')
}

test('no id leads to an address that is not in the content', () => redirects.forEach(leadsNowhere))

/** A path in an offer's file leads to the hub's own host or nowhere. */
const staysHome = (payload: string) => {
  const to = linkTo(hub, `/${payload}`, 'course')
  if (to !== undefined) expect(new URL(to).origin, payload).toBe('https://hub.test')
}

test('no mistyped path in the content leads to another host', () => redirects.forEach(staysHome))

test('a query parameter does not change the address before it', () => {
  const odd = { ...hub, utm: { utm_source: '#&a=b@evil.example/', 'utm\nterm': '\r\nx: y' } }
  const to = new URL(linkTo(odd, 'https://shop.example/', 'course')!)
  expect([to.origin, to.pathname, to.hash]).toEqual(['https://shop.example', '/', ''])
  expect(to.searchParams.get('utm_source')).toBe('#&a=b@evil.example/')
  expect(to.href).not.toMatch(/[\r\n]/)
})

describe.skipIf(!areHere)('with the public collections (HUB_CORPORA)', () => {
  test.each(Object.entries(collections()))('%s: none of it leads anywhere', (_, texts) => {
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) {
      leadsNowhere(text)
      staysHome(text)
    }
  })
})
