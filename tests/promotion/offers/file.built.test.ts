import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Hub } from '../../../site/contract/hub'
import { built } from '../../built'

const told = (hub: string): Hub =>
  JSON.parse(readFileSync(resolve(built, hub, 'hub.json'), 'utf8')) as Hub

test('the Worker gets an offer as its file has it, the pitch as HTML', () => {
  const [guide] = told('hub').offers
  expect(guide).toEqual({
    id: 'guide',
    title: 'A guide to the test house',
    action: { label: 'Read the guide', url: 'https://shop.example/guide' },
    disclosure: 'Ours, free',
    pitch:
      '<p>Forty pages <strong>and a map</strong>. See <a href="/community/posts/open/">the open post</a>.</p>',
    where: { posts: ['silent'], front: false },
    audience: 'everyone',
    priority: 0,
  })
})

test('offers are sorted by priority', () => {
  const priorities = told('sample').offers.map(({ priority }) => priority)
  expect(priorities).toEqual(priorities.toSorted((one, other) => other - one))
  expect(priorities.length).toBeGreaterThan(2)
})

test('the sample always has an offer to show, and one for members', () => {
  const { offers } = told('sample')
  expect(offers.some(({ audience, end, cap }) => audience === 'everyone' && !end && !cap)).toBe(
    true,
  )
  expect(offers.map(({ audience }) => audience)).toContain('members')
})
