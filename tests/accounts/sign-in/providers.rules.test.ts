import { expect, test } from 'vitest'
import {
  listRetiredProviders,
  listEnabledProviders,
  settingNamesOf,
} from '../../../worker/accounts/sign-in/providers.rules'

const now = new Date('2026-11-05T12:00Z')
const own = { id: 'my-house', label: 'House key', discovery: 'https://id.example/x' }
const hub = { signIn: [own], retired: [] }

test('the settings of a provider are named by its id', () => {
  expect(settingNamesOf('my-house')).toEqual(['MY_HOUSE_CLIENT_ID', 'MY_HOUSE_CLIENT_SECRET'])
})

test.each([
  ['none of the two', {}],
  ['the id alone', { GITHUB_CLIENT_ID: 'a' }],
  ['the secret alone', { GITHUB_CLIENT_SECRET: 'b' }],
  ['an empty secret', { GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: '' }],
])('a provider of which %s is set is not enabled', (_, env) => {
  expect(listEnabledProviders(hub, env, now)).toEqual([])
})

test('a provider is enabled when its two settings are set, the company’s own first', () => {
  const env = Object.fromEntries(
    ['github', 'google', 'my-house', 'wordpress'].flatMap((id) =>
      settingNamesOf(id).map((name) => [name, name]),
    ),
  )
  const doors = listEnabledProviders(hub, env, now)
  expect(doors.map(({ id }) => id)).toEqual(['my-house', 'google', 'github', 'wordpress'])
  expect(doors[0]).toMatchObject({ ...own, clientId: 'MY_HOUSE_CLIENT_ID' })
})

test('a retired network is no provider from that day on', () => {
  const env = { LINKEDIN_CLIENT_ID: 'a', LINKEDIN_CLIENT_SECRET: 'b' }
  const left = (at: string) => ({
    ...hub,
    retired: [{ id: 'linkedin', name: 'LinkedIn', at: Date.parse(at) }],
  })
  expect(listEnabledProviders(left('2026-11-06'), env, now)).toHaveLength(1)
  expect(listRetiredProviders(left('2026-11-06'), now)).toEqual([])
  expect(listEnabledProviders(left('2026-11-05'), env, now)).toEqual([])
  expect(listRetiredProviders(left('2026-11-05'), now)).toMatchObject([
    { id: 'linkedin', name: 'LinkedIn' },
  ])
})

test('a retired network that was no provider is not listed', () => {
  const retired = [{ id: 'googleplus', name: 'Google+', at: 0 }]
  expect(listRetiredProviders({ ...hub, retired }, now)).toEqual([])
})
