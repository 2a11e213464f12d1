import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { overhang, smallTargets, violationsOf } from './axe'
import { open, press } from './hands'
import { fresh, guest, OWNER, shareBrowser, type RunningHub, visitHub, visitor } from './hub'
import { comeIn } from './member'

/** Milliseconds in which even a busy machine has looked at every page. */
const LONG = 300_000

/** One page of every type, and of posts one that shows each thing a post can show. */
const pages = [
  '',
  'posts/a-wheel-by-ear/',
  'posts/check-your-hitch-pin/',
  'posts/telephone-down/',
  'posts/a-tool-library/',
  'posts/sundays-in-winter/',
  'posts/read-your-own-ride/',
  'posts/the-two-minute-check/',
  'posts/hire-terms-december/',
  'kinds/question/',
  'tags/winter/',
  'spaces/workshop/',
  'people/mara/',
  'pages/privacy/',
  'offers/',
  'levels/',
  'elsewhere/',
  'search/',
  'search/?q=wheel',
  'sign-in/',
  'sign-in/sent/',
  'nothing-here/',
]

let hub: RunningHub
let browser: Browser

const owner = { name: 'Olive Oakley', email: OWNER }

/** Somebody fills the form below a post, and sends it. */
const fill = async (page: Page, words: string, { name, email } = guest('Rosa')) => {
  await page.getByLabel('Your comment').fill(words)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('E-mail').fill(email)
  await press(page.getByRole('button', { name: 'Post comment' }))
}

/** Somebody says a thing of every shape below a post, and sees it held. */
const talk = async (page: Page) => {
  await open(page, hub.at('posts/a-wheel-by-ear/'))
  const words = [
    'Words, `code`, **weight** and https://example.org/',
    '> a quote',
    '```js\nconst note = "G"\n```',
    '| Spokes | Note |\n| --- | --- |\n| 32 | G |',
    'unbroken'.repeat(40),
  ]
  await fill(page, words.join('\n\n'))
  await page.locator('.comment[data-state=held]').waitFor()
}

beforeAll(async () => {
  hub = await visitHub('sample')
  browser = await shareBrowser()
})

test('axe is awake: it sees what is wrong by day, and what is faint by night alone', async () => {
  const { context, page } = await visitor(browser)
  await page.goto(hub.at('levels/'))
  const found = () => violationsOf(page)
  expect(await found()).toEqual([])
  await page.evaluate(() => {
    document
      .querySelector('h1')!
      .insertAdjacentHTML('afterend', '<img src="/x"><p id="p">Words</p>')
    const night = new CSSStyleSheet()
    night.replaceSync('@media (prefers-color-scheme: dark) { #p { color: #333 } }')
    document.adoptedStyleSheets.push(night)
  })
  expect(await found()).toEqual(['light, image-alt: img[src="/x"]', 'dark, color-contrast: #p'])
  await context.close()
})

test('axe finds no violation on any page, in light and in dark', { timeout: LONG }, async () => {
  const { context, page } = await visitor(browser)
  const found: Record<string, string[]> = {}
  for (const path of pages) {
    await page.goto(hub.at(path))
    const violations = await violationsOf(page)
    if (violations.length > 0) found[path] = violations
  }
  await context.close()
  expect(found).toEqual({})
})

test('axe finds no violation in a held comment', { timeout: LONG }, async () => {
  const { context, page } = await visitor(browser)
  await talk(page)
  expect(await violationsOf(page)).toEqual([])
  await context.close()
})

test('axe finds none in what members and hosts say and see', { timeout: LONG }, async () => {
  const place = 'posts/sundays-in-winter/'
  const rosa = guest('Rosa Lee')
  for (const [somebody, width] of [
    [owner, 1280],
    [rosa, 360],
  ] as const) {
    const viewport = { width, height: 800 }
    const { context, page } = await visitor(browser, { viewport })
    await open(page, hub.at(place))
    await page.locator('hub-me').getByRole('link', { name: 'Sign in' }).click()
    await comeIn(hub, page, somebody.name, somebody.email)
    expect(new URL(page.url()).pathname).toBe(`/community/${place}`)
    for (const said of ['Just words', 'https://a.example https://b.example https://c.example']) {
      const words = fresh(said)
      await page.getByLabel('Your comment').fill(words)
      await press(page.getByRole('button', { name: 'Post comment' }))
      await page.locator('.comment', { hasText: words }).waitFor()
    }
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)

    await page.goto(hub.at('levels/'))
    await page.getByRole('heading', { name: 'You are here' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    await context.close()
  }
})

test('axe finds none where a member says who they are', { timeout: LONG }, async () => {
  const { name, email } = guest('Ivy')
  const handle = name.replace(' ', '-')
  const viewport = { width: 320, height: 800 }
  const { context, page } = await visitor(browser, { viewport })
  await open(page, hub.at('posts/sundays-in-winter/'))
  await page.locator('hub-me').getByRole('link', { name: 'Sign in' }).click()
  await comeIn(hub, page, name, email)
  const words = fresh('Words that their page repeats')
  await page.getByLabel('Your comment').fill(words)
  await press(page.getByRole('button', { name: 'Post comment' }))
  await page.locator('.comment', { hasText: words }).waitFor()

  const look = async () => {
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  }
  const save = () => press(page.getByRole('button', { name: 'Save' }))
  await page.goto(hub.at('me/profile/'))
  await look()
  await page.getByLabel('Handle').fill('admin')
  await page.getByLabel('A line about you').fill('Rides a very long '.repeat(8))
  await page.getByLabel('Link 2').fill('no address')
  await save()
  await page.locator('#own-handle:focus').waitFor()
  await look()
  await page.getByLabel('Handle').fill(handle)
  await page.getByLabel('Link 2').fill(`https://ivy.example/${'album-'.repeat(20)}`)
  await save()
  await page.waitForURL(hub.at(`people/${handle.toLowerCase()}/**`))
  await page.getByText(words).waitFor()
  await look()
  await context.close()
})

test('axe finds no violation in a refused form', { timeout: LONG }, async () => {
  const { context, page } = await visitor(browser)
  await open(page, hub.at('posts/lights-on-the-towpath/'))
  await fill(page, 'A comment', { name: 'Mara Lindqvist', email: 'mara@example.org' })
  await page.locator('.fault').first().waitFor()
  expect(await violationsOf(page)).toEqual([])
  await context.close()
})

test(
  'nothing is loaded from elsewhere, and no cookie is set before anybody acts',
  { timeout: LONG },
  async () => {
    const { context, page } = await visitor(browser)
    const elsewhere: string[] = []
    const { origin } = new URL(hub.url)
    context.on('request', (request) => {
      const url = new URL(request.url())
      if (url.protocol !== 'data:' && url.origin !== origin) elsewhere.push(url.href)
    })
    const refused: string[] = []
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text())
    })
    const unread = pages.values()
    // Most of it is waiting until a page asks for nothing more: four tabs wait at once.
    const read = async (tab: Page) => {
      for (const path of unread) await tab.goto(hub.at(path), { waitUntil: 'networkidle' })
    }
    const more = await Promise.all([1, 2, 3].map(() => context.newPage()))
    await Promise.all([page, ...more].map(read))
    expect(elsewhere).toEqual([])
    expect(refused).toEqual([])
    expect(await context.cookies()).toEqual([])
    await context.close()
  },
)

test('no page scrolls sideways at 320 px', { timeout: LONG }, async () => {
  const viewport = { width: 320, height: 800 }
  const { context, page } = await visitor(browser, { viewport })
  await talk(page)
  const wide: Record<string, number> = {}
  for (const path of pages) {
    await page.goto(hub.at(path))
    const over = await overhang(page)
    if (over > 0) wide[path] = over
  }
  await context.close()
  expect(wide).toEqual({})
})

test(
  'every target is at least 24 px wide and high, or stands in a sentence',
  { timeout: LONG },
  async () => {
    const { context, page } = await visitor(browser, { viewport: { width: 360, height: 800 } })
    const small: Record<string, string[]> = {}
    for (const path of pages) {
      await page.goto(hub.at(path))
      const found = await smallTargets(page)
      if (found.length > 0) small[path] = found
    }
    await context.close()
    expect(small).toEqual({})
  },
)

test('the first stop of the keyboard leads past the navigation to the content', async () => {
  const { context, page } = await visitor(browser)
  await page.goto(hub.at('posts/a-wheel-by-ear/'))
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(
    'Skip to the content',
  )
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  await context.close()
})
