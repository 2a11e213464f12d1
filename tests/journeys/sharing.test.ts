import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { violationsOf } from './axe'
import { open, press } from './page-actions'
import { type RunningHub, shareBrowser, visitHub, visitor } from './hub'
import { testOnce, wayOfLongJourneys } from '../setup/size'

let hub: RunningHub
let browser: Browser
beforeAll(async () => {
  hub = await visitHub('hub')
  browser = await shareBrowser()
})

const ADDRESS = 'https://hub.test/community/posts/open/'

describe.each(wayOfLongJourneys)('%s', (_, javaScriptEnabled) => {
  test('a reader shares a post on their own Mastodon server, which is remembered', async () => {
    const { context, page } = await visitor(browser, { javaScriptEnabled })
    await open(page, hub.at('posts/open/'))
    const bar = page.getByRole('group', { name: 'Share' })
    const bluesky = await bar.getByRole('link', { name: 'Share on Bluesky' }).getAttribute('href')
    expect(new URL(bluesky!).searchParams.get('text')).toBe(`An open post ${ADDRESS}`)

    await bar.getByRole('link', { name: 'Share on Mastodon' }).click()
    await page.getByRole('heading', { name: 'Share on Mastodon' }).waitFor()
    if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Your server').fill('somewhere')
    await press(page.getByRole('button', { name: 'Use this server' }))
    await page.getByText('That does not look like a server.').waitFor()
    if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])

    await page.getByLabel('Your server').fill('@rosa@mastodon.social')
    await press(page.getByRole('button', { name: 'Use this server' }))
    const onward = page.getByRole('link', { name: 'Continue to mastodon.social' })
    expect(await onward.getAttribute('href')).toBe(
      `https://mastodon.social/share?text=An%20open%20post%20${encodeURIComponent(ADDRESS)}`,
    )
    if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])

    await open(page, hub.at('share/mastodon/?of=post:closed'))
    await onward.waitFor()
    await press(page.getByRole('button', { name: 'Forget mastodon.social' }))
    await page.getByLabel('Your server').waitFor()
    expect(await context.cookies()).toEqual([])
    await context.close()
  })
})

testOnce(
  'a script copies the address, and opens the system’s share dialog where there is one',
  async () => {
    const { context, page } = await visitor(browser)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const shared: unknown[] = []
    await page.exposeFunction('tell', (data: unknown) => shared.push(data))
    await page.addInitScript(() => {
      navigator.share = (data) => (window as unknown as { tell: typeof navigator.share }).tell(data)
    })
    await open(page, hub.at('posts/open/?sort=newest'))
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByRole('button', { name: 'Link copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(ADDRESS)

    await page.getByRole('button', { name: 'More options' }).click()
    await expect
      .poll(() => shared)
      .toEqual([{ url: ADDRESS, title: expect.stringContaining('An open post') }])
    expect(await violationsOf(page)).toEqual([])
    await context.close()
  },
)

testOnce('buttons for unsupported ways to share are hidden', async () => {
  const { context, page } = await visitor(browser, { javaScriptEnabled: false })
  await open(page, hub.at('posts/open/'))
  await page.getByRole('link', { name: 'Share on Mastodon' }).waitFor()
  expect(await page.getByRole('group', { name: 'Share' }).getByRole('button').count()).toBe(0)
  await context.close()
})
