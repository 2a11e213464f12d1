import type { Browser, ConsoleMessage, Page, Request } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { overhang, smallTargets, violationsOf } from './axe'
import { open, press } from './page-actions'
import { fresh, guest, OWNER, shareBrowser, type RunningHub, visitHub, visitor } from './hub'
import { comeIn } from './member'
import { isLarge, testInLarge, testOnce } from '../setup/size'

/** Milliseconds in which even a busy machine has looked at every page. */
const LONG = 300_000

/** Pages that together show most of what pages are made of; a post that shows each thing it can show. */
const first = [
  '',
  'posts/a-wheel-by-ear/',
  'posts/a-tool-library/',
  'people/mara/',
  'levels/',
  'search/?q=wheel',
  'sign-in/',
  'nothing-here/',
]

/** One page of every other type, and posts of each kind. */
const others = [
  'posts/check-your-hitch-pin/',
  'posts/telephone-down/',
  'posts/sundays-in-winter/',
  'posts/read-your-own-ride/',
  'posts/the-two-minute-check/',
  'posts/hire-terms-december/',
  'kinds/question/',
  'tags/winter/',
  'spaces/workshop/',
  'pages/privacy/',
  'offers/',
  'elsewhere/',
  'search/',
  'sign-in/sent/',
]

const pages = isLarge ? others : first

let hub: RunningHub
let browser: Browser

const owner = { name: 'Olive Oakley', email: OWNER }

/** Fills in the form below a post, and sends it. */
const fill = async (page: Page, words: string, { name, email } = guest('Rosa')) => {
  await page.getByLabel('Your comment').fill(words)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Email').fill(email)
  await press(page.getByRole('button', { name: 'Post comment' }))
}

/** Posts a comment with everything that a comment can show, and waits until it is shown as held. */
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

testOnce('the axe checks detect a violation, also one in dark mode only', async () => {
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

interface Looked {
  violations: string[]
  /** Pixels beyond the edge at 320. */
  over: number
  /** Targets that a finger could miss at 360. */
  small: string[]
  /** What the browser asked of others, and what the policy refused. */
  elsewhere: string[]
  refused: string[]
}

/** A page as a first visitor gets it, at three widths, in light and in dark. */
const lookAt = async (page: Page, path: string): Promise<Looked> => {
  const { origin } = new URL(hub.url)
  const elsewhere: string[] = []
  const refused: string[] = []
  const onRequest = (request: Request) => {
    const url = new URL(request.url())
    if (url.protocol !== 'data:' && url.origin !== origin) elsewhere.push(url.href)
  }
  const onConsole = (message: ConsoleMessage) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  }
  page.on('request', onRequest).on('console', onConsole)
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.goto(hub.at(path), { waitUntil: 'networkidle' })
  page.off('request', onRequest).off('console', onConsole)
  const violations = await violationsOf(page)
  await page.setViewportSize({ width: 360, height: 800 })
  const small = await smallTargets(page)
  await page.setViewportSize({ width: 320, height: 800 })
  return { violations, small, over: await overhang(page), elsewhere, refused }
}

/** Each page is opened once, and held to all that is promised of every page. */
const lookAtAll = async () => {
  const { context, page } = await visitor(browser)
  const looked: Record<string, Looked> = {}
  const unseen = pages.values()
  // Part of it is waiting until a page asks for nothing more: three tabs wait at once.
  const tabs = [page, await context.newPage(), await context.newPage()]
  const read = async (tab: Page) => {
    for (const path of unseen) looked[path] = await lookAt(tab, path)
  }
  await Promise.all(tabs.map(read))
  const cookies = await context.cookies()
  await context.close()
  return { looked, cookies }
}

let looking: ReturnType<typeof lookAtAll> | undefined

/** By path, what was found on a page and should not be there. */
const faultsOn = async (faultsIn: (looked: Looked) => string[]) => {
  const { looked } = await (looking ??= lookAtAll())
  expect(Object.keys(looked).toSorted()).toEqual(pages.toSorted())
  const faults = Object.entries(looked).map(([path, each]) => [path, faultsIn(each)] as const)
  return Object.fromEntries(faults.filter(([, found]) => found.length > 0))
}

test(
  'axe finds no violation on any page, in light and in dark',
  async () => {
    expect(await faultsOn(({ violations }) => violations)).toEqual({})
  },
  LONG,
)

test(
  'no page loads third-party resources or sets a cookie before the reader acts',
  async () => {
    expect(await faultsOn(({ elsewhere, refused }) => [...elsewhere, ...refused])).toEqual({})
    expect((await looking!).cookies).toEqual([])
  },
  LONG,
)

test(
  'no page scrolls sideways at 320 px',
  async () => {
    expect(await faultsOn(({ over }) => (over > 0 ? [`${over} px`] : []))).toEqual({})
  },
  LONG,
)

test(
  'every target is at least 24 px wide and high, or is inside a sentence',
  async () => {
    expect(await faultsOn(({ small }) => small)).toEqual({})
  },
  LONG,
)

testOnce(
  'axe finds no violation in a held comment, which fits 320 px',
  async () => {
    const { context, page } = await visitor(browser, { viewport: { width: 320, height: 800 } })
    await talk(page)
    expect(await violationsOf(page)).toEqual([])
    expect(await overhang(page)).toBe(0)
    await context.close()
  },
  LONG,
)

testInLarge(
  'axe finds no violation on the pages of members and hosts',
  async () => {
    const place = 'posts/sundays-in-winter/'
    const rosa = guest('Rosa Lee')
    for (const [person, width] of [
      [owner, 1280],
      [rosa, 360],
    ] as const) {
      const viewport = { width, height: 800 }
      const { context, page } = await visitor(browser, { viewport })
      await open(page, hub.at(place))
      await page.locator('hub-me').getByRole('link', { name: 'Sign in' }).click()
      await comeIn(hub, page, person.name, person.email)
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
      await page.getByRole('heading', { name: 'Your level' }).waitFor()
      expect(await violationsOf(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      await context.close()
    }
  },
  LONG,
)

testInLarge(
  'axe finds no violation on the form to edit a profile',
  async () => {
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
  },
  LONG,
)

testOnce(
  'axe finds no violation in a refused form',
  async () => {
    const { context, page } = await visitor(browser)
    await open(page, hub.at('posts/lights-on-the-towpath/'))
    await fill(page, 'A comment', { name: 'Mara Lindqvist', email: 'mara@example.org' })
    await page.locator('.fault').first().waitFor()
    expect(await violationsOf(page)).toEqual([])
    await context.close()
  },
  LONG,
)

testOnce('the first Tab stop is the skip link to the content', async () => {
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
