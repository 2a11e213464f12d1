import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { loadDocuments } from '../../cli/documents'
import { comments } from '../../worker/comments/table'
import { openConversation } from '../../worker/conversations/queries'
import { newId } from '../../worker/kit/id'
import { readHub } from '../../worker/shell/hub'
import { crawl, spelled, visit } from '../spaces/crawl'
import type { Thing } from '../spaces/marked'
import { inWeather } from '../weather'
import { ask, bindings, db, member, say, send, stranger } from '../world'

/*
 * `tests/hub` has posts with a `publish` far ahead, each of their words marked. Until then the hub
 * knows nothing of them, whoever asks; from then on they are everywhere, and nobody has built it anew.
 */

const MARK = /axolotl/i
const LONG = 300_000
const time = Date.parse('2999-01-01T08:00:00Z')

const at = (seconds: number) => vi.setSystemTime(new Date(time + seconds * 1000))
vi.useFakeTimers({ now: new Date(time - 20_000), toFake: ['Date'] })
afterAll(() => vi.useRealTimers())

const { guarded = '' } = await readHub(bindings)
const fresh = { cookie: 'hub-nothing=1' }
const newcomer = await member({ handle: 'nobody-yet', name: 'Nora' })
const owner = await member({ role: 'owner' })
const failing = { DB: inWeather(bindings.DB, () => 'down') }

/** Somebody said something there when the post was out once before. */
const said = newId(new Date(time - 1000_000))

beforeAll(async () => {
  const found = await bindings.ASSETS.fetch('https://assets/search.json')
  await loadDocuments(db, await found.json())
  await openConversation(db, 'post:axolotlid')
  const place = { conversation: 'post:axolotlid', root: said, path: said, depth: 0, shown: true }
  await db.insert(comments).values({
    id: said,
    ...place,
    memberId: newcomer.id,
    name: newcomer.name,
    handle: newcomer.handle,
    body: 'Where does the axolotl sleep? Heliograph',
    html: '<p>Where does the axolotl sleep? Heliograph</p>',
    renderer: 1,
    state: 'published',
    writtenAt: new Date(time - 1000_000),
  })
})

const things: Thing[] = [
  { slug: 'tomorrow', file: 'axolotl-plan.txt', conversation: 'post:axolotlid', id: said },
  { slug: 'axolotl-formerly', tag: 'axolotl-tag', conversation: 'post:siren', handle: 'ada' },
  { slug: 'siren', handle: 'nobody-yet', kind: 'resource', tag: 'brakes', space: 'crew' },
  {
    slug: 'in-crew-tomorrow',
    conversation: 'post:in-crew-tomorrow',
    kind: 'alert',
    space: 'public',
  },
]

const searches = ['heliograph', 'map of the', 'siren'].flatMap((words) =>
  ['', '&kind=resource', '&tag=brakes', '&person=ada', '&space=crew'].map(
    (more) => `/community/search/?q=${encodeURIComponent(words)}${more}`,
  ),
)

const seeds = [
  '/community/',
  '/robots.txt',
  ...['/hub.json', '/search.json', '/later.json'].flatMap((path) => [path, `/community${path}`]),
  `/${guarded}/later.json`,
  `/${guarded}/community/posts/tomorrow/`,
  '/community/sitemap-index.xml',
  '/community/sitemap-0.xml',
  '/community/sitemap-topics.xml',
  '/community/feed.xml',
  '/community/feed.json',
  '/community/posts/tomorrow/index.html',
  '/community/posts/tomorrow',
  '/community/posts/Tomorrow/',
  '/community/people/ada/feed.xml',
  '/community/start/similar/?title=What+nobody+may+know+before+it+is+time',
  ...searches,
]

const plainly = (text: string, path: string) =>
  [path, path.split('?')[0]!, 'axolotl-tag', 'axolotl-formerly', 'axolotl-plan']
    .flatMap((echo) => [echo, encodeURIComponent(echo), echo.replaceAll('&', '&amp;')])
    .reduce((rest, echo) => rest.replaceAll(echo, ''), text)

/** Hosts see there what was said when the post was out, and not where. */
const isOnDesk = (path: string) => path === `/community/desk/comments/${said}/`

describe('before its time', () => {
  test.each([
    ['somebody without a cookie', {}],
    ['whoever commented on it once', newcomer],
    ['an owner', owner],
  ])(
    'no address tells of it to %s',
    async (_name, person) => {
      const telling: string[] = []
      let asked = 0
      await crawl([...seeds, ...spelled(things)], person, (path, { text }) => {
        asked++
        if (MARK.test(plainly(text, path)) && !isOnDesk(path)) telling.push(path)
      })
      expect(asked).toBeGreaterThan(150)
      expect(telling).toEqual([])
    },
    LONG,
  )

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
      (noun) => `/community/comments/${said}/${noun}`,
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
  'sitemap-topics.xml',
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
            plainly(text, path).match(SHOWN)?.[0],
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
