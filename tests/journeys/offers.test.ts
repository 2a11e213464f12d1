import type { Browser, BrowserContextOptions } from 'playwright-core'
import { testInLarge, testOnce } from '../setup/size'
import { beforeAll, expect } from 'vitest'
import { overhang, smallTargets, violationsOf } from './axe'
import { open, press } from './page-actions'
import { type RunningHub, shareBrowser, visitHub, visitor } from './hub'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  hub = await visitHub('sample')
  browser = await shareBrowser()
})

/** Somebody on the front page, where a stranger is shown the offer that never ends. */
const onTheFrontPage = async (options: BrowserContextOptions) => {
  const { context, page } = await visitor(browser, options)
  await open(page, hub.url)
  const offer = page.getByRole('region', { name: 'Promotion A free five-part commuting course' })
  const away = offer.getByRole('button', { name: 'Hide for 30 days' })
  return { context, page, offer, away }
}

testOnce(
  'without JavaScript an offer is dismissed and still on the page of all offers',
  async () => {
    const { context, page, offer, away } = await onTheFrontPage({ javaScriptEnabled: false })
    await press(away)
    await page.waitForURL(hub.at('#offer'))
    expect(await offer.count()).toBe(0)
    const [cookie, ...more] = await context.cookies()
    expect(cookie).toMatchObject({ name: 'hub-away', path: '/community/', httpOnly: true })
    expect(more).toEqual([])
    await open(page, hub.at('offers/'))
    await offer.waitFor()
    expect(await away.count()).toBe(0)
    await context.close()
  },
)

testOnce('with JavaScript a dismissed offer is replaced by a note in the same place', async () => {
  const viewport = { width: 320, height: 800 }
  const { context, page, offer, away } = await onTheFrontPage({ viewport })
  expect(await smallTargets(page)).toEqual([])
  await press(away)
  await page.locator('.offer-gone:focus', { hasText: 'Hidden for 30 days' }).waitFor()
  expect(new URL(page.url()).hash).toBe('')
  expect(await violationsOf(page)).toEqual([])
  await open(page, hub.url)
  expect(await offer.count()).toBe(0)
  await context.close()
})

testInLarge(
  'axe finds no violation on an offer in a text, on its own page, or on the page for others',
  async () => {
    const { context, page } = await visitor(browser, { viewport: { width: 320, height: 800 } })
    const paths = [
      'posts/new-cassette-old-chain/',
      'offers/commuting-course/',
      'offers/cargo-weekend/',
    ]
    for (const path of paths) {
      await open(page, hub.at(path))
      await page.locator('.offer').first().waitFor()
      expect(await violationsOf(page), path).toEqual([])
      expect(await overhang(page), path).toBe(0)
      expect(await smallTargets(page), path).toEqual([])
    }
    await context.close()
  },
)
