import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { visit } from '../accounts/access/crawl'
import {
  commentId,
  prepareScheduled,
  publishedAt,
  withoutNames,
} from '../accounts/access/scheduled'
import { inWeather } from '../faulty-db'
import { ask, bindings, member, say, send, stranger } from '../world'

/*
 * A scheduled post, from its time on: it is everywhere, though no build ran since. That no address
 * tells of it before is for `spaces/everywhere`, which asks for all of them.
 */

const LONG = 300_000

const at = (seconds: number) => vi.setSystemTime(new Date(publishedAt + seconds * 1000))
vi.useFakeTimers({ now: new Date(publishedAt - 20_000), toFake: ['Date'] })
afterAll(() => vi.useRealTimers())

const fresh = { cookie: 'hub-nothing=1' }
const newcomer = await member({ handle: 'nobody-yet', name: 'Nora' })
const failing = { DB: inWeather(bindings.DB, () => 'down') }

beforeAll(() => prepareScheduled(newcomer))

describe('before its time', () => {
  const fields = {
    body: 'Words',
    name: 'Rosa',
    email: 'rosa@example.org',
    emoji: '👍',
    reason: 'x',
  }
  const posted = [
    ...['comments', 'preview', 'reactions', 'votes', 'uses', 'lock'].map(
      (noun) => `/community/conversations/post:axolotlid/${noun}`,
    ),
    ...['reactions', 'report', 'removal', 'revision'].map(
      (noun) => `/community/comments/${commentId}/${noun}`,
    ),
  ]

  test.each(posted)('nothing can be sent to it: %s', async (path) => {
    for (const person of [{}, newcomer]) expect((await send(path, fields, person)).status).toBe(404)
  })
})

const everywhere = [
  '',
  'kinds/resource/',
  'tags/axolotl-tag/',
  'tags/brakes/',
  'spaces/public/',
  'people/ada/',
  'people/ada/feed.xml',
  'people/nobody-yet/',
  'people/nobody-yet/feed.xml',
  'kinds/resource/feed.xml',
  'feed.xml',
  'feed.json',
  'sitemap-topics-1.xml',
  'search/?q=body+of+the',
  'search/?q=map+of+the&kind=resource',
  'posts/tomorrow/',
  'posts/tomorrow/comments.xml',
  'posts/tomorrow/axolotl-plan.txt',
  'posts/no-such-post/',
].map((path) => `/community/${path}`)

/** In a list, or at its own address. */
const SHOWN = /no axolotl may know|posts\/tomorrow\/|The plan of the axolotl/

describe('from its time on', () => {
  test(
    'it is everywhere, also where a page was kept just before',
    async () => {
      at(-5)
      for (const path of everywhere) expect((await visit(path)).text).not.toMatch(SHOWN)
      at(0)
      for (const person of [{}, fresh, newcomer])
        for (const path of everywhere) {
          const { text } = await visit(path, person)
          expect(
            withoutNames(text, path).match(SHOWN)?.[0],
            `${path} as ${JSON.stringify(person)}`,
          ).toBeTruthy()
        }
      const similar = '/community/start/similar/?title=What+no+axolotl+may+know'
      expect((await visit(similar, newcomer)).text).toMatch(SHOWN)
    },
    LONG,
  )

  test('its page is whole: its old address leads there, its pictures and its card are beside it', async () => {
    at(60)
    const moved = await ask('/community/posts/axolotl-formerly/')
    expect([moved.status, moved.headers.get('location')]).toEqual([
      301,
      '/community/posts/tomorrow/',
    ])
    const { body } = await ask('/community/posts/tomorrow/')
    expect(body).toContain(
      '<link rel="canonical" href="https://hub.test/community/posts/tomorrow/"',
    )
    expect(body).toContain('The body of the axolotl')
    const pictures = [
      ...body.matchAll(/(?:src|content)="(?:https:\/\/hub\.test)?([^"]*\.(?:webp|png))"/g),
    ]
      .map(([, path]) => path!)
      .filter((path) => path.includes('/posts/'))
    expect(pictures.some((path) => path.includes('axolotl-map'))).toBe(true)
    expect(pictures.some((path) => path.includes('/card.'))).toBe(true)
    for (const path of pictures) {
      const { status, headers } = await ask(path)
      expect([status, headers.get('content-type')], path).toEqual([
        200,
        expect.stringMatching(/^image/),
      ])
    }
  })

  test('its card is the one that the build would have put there, pinned and with its cover', async () => {
    at(120)
    const { body } = await ask('/community/kinds/resource/')
    const [first = ''] = /<article[\s\S]*?<\/article>/.exec(body) ?? []
    expect(first).toMatch(/^<article class="card h-entry card-pinned"/)
    expect(first).toContain('<h2 class="card-title">')
    expect(first).toContain('The summary of the axolotl.')
    const [, cover = ''] = /<img[^>]*\bsrc="([^"]+)"/.exec(first) ?? []
    expect(cover).toMatch(/^\/community\/posts\/tomorrow\/axolotl-cover/)
    expect((await ask(cover)).status).toBe(200)
    const front = (await ask('/community/')).body
    expect(front).toMatch(/<h3 class="card-title">\s*<a[^>]*href="\/community\/posts\/tomorrow\/"/)
    const tagged = (await ask('/community/tags/axolotl-tag/')).body
    expect(tagged).not.toContain('card-pinned')
  })

  test('feeds have it as they have every other post', async () => {
    at(180)
    const atom = (await ask('/community/feed.xml')).body
    const [entry = ''] =
      atom.match(/<entry>(?:(?!<\/entry>)[\s\S])*axolotlid[\s\S]*?<\/entry>/) ?? []
    expect(entry).toContain('<link href="https://hub.test/community/posts/tomorrow/"/>')
    expect(entry).toContain('The body of the axolotl')
    expect(entry).not.toContain('_astro')
    const { items } = JSON.parse((await ask('/community/feed.json')).body)
    expect(items.filter(({ id }: { id: string }) => id.endsWith('post:axolotlid'))).toHaveLength(1)
  })

  test('people can talk below it', async () => {
    at(240)
    const rosa = stranger()
    const answer = await say(rosa, 'At last!', { to: 'post:axolotlid' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toContain('/community/posts/tomorrow/')
  })

  test('in a space that not everybody may read it is there for those who may', async () => {
    at(300)
    for (const path of ['posts/in-crew-tomorrow/', 'spaces/crew/'].map((p) => `/community/${p}`)) {
      expect((await ask(path, {}, newcomer)).body).toContain('A quetzalwordcrew axolotl')
      expect((await ask(path)).body).not.toMatch(/quetzalword/)
      expect((await ask(path, {}, fresh)).body).not.toMatch(/quetzalword/)
    }
  })

  test.each([
    '',
    'kinds/resource/',
    'tags/axolotl-tag/',
    'feed.xml',
    'people/ada/',
    'posts/tomorrow/',
  ])('it is there while the database does not answer: %s', async (path) => {
    at(360)
    const { status, body } = await ask(`/community/${path}`, {}, { env: failing, ...fresh })
    expect(status).toBe(200)
    expect(body).toMatch(SHOWN)
  })
})
