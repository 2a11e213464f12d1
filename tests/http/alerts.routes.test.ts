import { afterAll, describe, expect, test, vi } from 'vitest'
import { readHub } from '../../worker/http/hub'
import { areAlertsAsBuilt } from '../../worker/http/alerts'
import { ask, bindings, member, topic } from '../world'

/*
 * In `tests/hub` a mild alert runs until noon, and a grave one begins the next morning and is over
 * in the evening; nobody builds the hub in between.
 */

const at = (moment: string) => vi.setSystemTime(new Date(moment))
vi.useFakeTimers({ now: new Date('2999-01-01T11:59:50Z'), toFake: ['Date'] })
afterAll(() => vi.useRealTimers())

const reader = await member()
const { id, slug } = await topic({ title: 'About the noise' })

const pages = [
  '',
  'posts/open/',
  `topics/${id.slice('topic:'.length)}/${slug}/`,
  'kinds/question/',
  'kinds/alert/',
  'tags/brakes/',
  'spaces/crew/',
  'people/ada/',
  'levels/',
  'elsewhere/',
  'search/?q=noise',
  'posts/no-such-post/',
].map((path) => `/community/${path}`)

const bannersIn = (body: string) => {
  const [, slot = 'no slot'] = /<hub-alerts[^>]*>([\s\S]*?)<\/hub-alerts>/.exec(body) ?? []
  return [...slot.matchAll(/<a href="[^"]*"[^>]*>([^<]*)<\/a>/g)].map(([, title]) => title)
}

/** The alarm in the space of members, which they see there and on the front page. */
const ALARM = 'A quetzalwordcrew alarm'

const told = async (path: string, asking = {}) =>
  bannersIn((await ask(path, {}, asking)).body).filter((title) => title !== ALARM)

/** What the page of an alert says before the moment at which it should be over. */
const expected = async (slug: string) => {
  const { body } = await ask(`/community/posts/${slug}/`)
  return /<span data-until="\d+">\s*([^<]*?)\s*<\/span>/.exec(body)?.[1]
}

describe('a mild alert', () => {
  test('is on the front page alone, and leaves it at its time, though it was built and kept there', async () => {
    expect(await told('/community/')).toEqual(['The tap in the yard drips'])
    expect(await told('/community/posts/open/')).toEqual([])
    expect(await expected('tap')).toBe('Expected to be over by')
    at('2999-01-01T12:00:00Z')
    expect(await expected('tap')).toBe('Was expected to be over by')
    const { body } = await ask('/community/')
    expect(bannersIn(body)).toEqual([])
    expect(body).not.toContain('class="banners"')
    expect(await told('/community/', reader)).toEqual([])
  })
})

describe('a grave alert that begins after the build', () => {
  test('is on every page from its time on, and no longer than it runs', async () => {
    at('2999-01-02T07:59:55Z')
    for (const path of pages) expect(await told(path), path).toEqual([])
    at('2999-01-02T08:00:00Z')
    for (const asking of [{}, { cookie: 'hub-nothing=1' }, reader])
      for (const path of pages)
        expect(await told(path, asking), path).toEqual(['The axolotl siren is tested'])
    expect(await told('/community/me/', reader)).toEqual(['The axolotl siren is tested'])
    at('2999-01-02T17:59:55Z')
    for (const path of pages)
      expect(await told(path), path).toEqual(['The axolotl siren is tested'])
    at('2999-01-02T18:00:00Z')
    for (const path of pages) expect(await told(path), path).toEqual([])
    expect(await expected('siren')).toBe('Was expected to be over by')
  })

  test('is introduced as the build does it: severity, status and title, and no update without its context', async () => {
    at('2999-01-02T09:00:00Z')
    const { body } = await ask('/community/')
    expect(body).toContain('aria-label="Active alerts"')
    expect(body).toContain('<b><i>Urgent · </i>Investigating</b>')
    expect(body).toContain('aria-label="Dismiss: The axolotl siren is tested"')
    expect(body).not.toContain('The axolotl update.')
  })

  test('is not told above its own page, and in no file and no part of a page', async () => {
    at('2999-01-02T09:01:00Z')
    expect(await told('/community/posts/siren/')).toEqual([])
    const headers = { 'hub-fragment': 'hub-thread' }
    const part = await ask('/community/posts/open/', {}, { headers })
    expect(part.body).not.toContain('banner')
    expect((await ask('/community/posts/open/comments.xml')).body).not.toContain('banner')
  })
})

test('as long as the alerts are those of the build, no page is rewritten for them', async () => {
  const hub = await readHub(bindings)
  const asBuilt = (moment: string) => areAlertsAsBuilt({ hub, now: new Date(moment) })
  expect(asBuilt('2998-12-31T12:00:00Z')).toBe(true)
  expect(asBuilt('2999-01-01T12:00:00Z')).toBe(false)
})
