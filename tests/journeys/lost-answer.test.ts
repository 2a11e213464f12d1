import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { open } from './page-actions'
import { fresh, guest, shareBrowser, type RunningHub, visitHub, visitor } from './hub'
import { memberOf } from './member'
import { testInLarge } from '../setup/size'

/*
 * A form arrives, and its answer does not: the script sends it no second time. It says so, leaves
 * what was typed, and whoever presses again has still done it once.
 */

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([visitHub('hub'), shareBrowser()])
})

/** Lets the first form to an address arrive, and loses its answer; counts all of them. */
const loseAnswer = async (page: Page, address: RegExp, status?: number) => {
  const sent: string[] & { arrived?: number } = []
  await page.route(address, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    sent.push(route.request().postData() ?? '')
    if (sent.length > 1) return route.fallback()
    // Without a page around it, the browser does not say where the request comes from.
    const headers = {
      ...(await route.request().allHeaders()),
      'sec-fetch-site': 'same-origin',
    }
    const arrived = await route.fetch({ headers, maxRedirects: 0 })
    sent.arrived = arrived.status()
    await (status ? route.fulfill({ status, body: 'Bad gateway' }) : route.abort())
  })
  return sent
}

const fault = (page: Page) => page.getByText('sending it twice does no harm')

/** Whatever a script does by itself after a failure, it has done by then. */
const settle = (page: Page) => page.waitForLoadState('networkidle')

const count = async (statement: string, ...values: unknown[]) => {
  const row = await hub.database
    .prepare(statement)
    .bind(...values)
    .first<{ n: number }>()
  return row!.n
}

test.each([undefined, 502])(
  'a comment whose answer is lost (%s) is sent once, and kept in its form',
  async (status) => {
    const rosa = guest('Rosa')
    const words = fresh('Which oil for a wet chain?')
    const { page, context } = await visitor(browser)
    await open(page, hub.at('posts/open/'))
    await page.getByLabel('Your comment').fill(words)
    await page.getByLabel('Name').fill(rosa.name)
    await page.getByLabel('Email').fill(rosa.email)
    const sent = await loseAnswer(page, /\/comments$/, status)
    const button = page.getByRole('button', { name: 'Post comment' })
    await button.click()
    await fault(page).waitFor()
    await settle(page)
    expect(sent).toHaveLength(1)
    expect([200, 303]).toContain(sent.arrived)
    expect(await page.getByLabel('Your comment').inputValue()).toBe(words)

    await button.click()
    await expect.poll(() => sent.length).toBe(2)
    await fault(page).waitFor({ state: 'detached' })
    expect(await count('select count(*) n from comments where body = ?', words)).toBe(1)
    await context.close()
  },
)

testInLarge(
  'a reaction whose answer is lost is sent once, and stays when it is pressed again',
  async () => {
    const { page, context } = await memberOf(hub, browser, fresh('Ben'))
    await open(page, hub.at('posts/open/'))
    const given = () => count(`select count(*) n from reactions where subject = 'post:open'`)
    const before = await given()
    const sent = await loseAnswer(page, /\/reactions$/)
    const button = page.locator('#reactions button').first()
    await button.click()
    await fault(page).waitFor()
    await settle(page)
    expect(sent).toHaveLength(1)
    expect([200, 303]).toContain(sent.arrived)
    expect(await button.getAttribute('aria-pressed')).not.toBe('true')
    expect(await given()).toBe(before + 1)

    await button.click()
    await page.locator('#reactions button[aria-pressed=true]').waitFor()
    expect(sent).toHaveLength(2)
    expect(await given()).toBe(before + 1)
    await page.locator('#reactions button[aria-pressed=true]').click()
    await expect.poll(given).toBe(before)
    await context.close()
  },
)

testInLarge(
  'a decision whose answer is lost is sent once, and its row stays on the desk',
  async () => {
    const words = fresh('Is the shop open on Sunday?')
    const { page, context, email } = await memberOf(hub, browser, fresh('Mara'))
    await hub.database.prepare(`update members set role = 'host' where email = ?`).bind(email).run()
    const stranger = await visitor(browser)
    const who = guest('Tom')
    await open(stranger.page, hub.at('posts/open/'))
    await stranger.page.getByLabel('Your comment').fill(words)
    await stranger.page.getByLabel('Name').fill(who.name)
    await stranger.page.getByLabel('Email').fill(who.email)
    await stranger.page.getByRole('button', { name: 'Post comment' }).click()
    await stranger.page.locator('article.comment', { hasText: words }).waitFor()
    await stranger.context.close()

    await open(page, hub.at('desk/'))
    const row = page.locator('.queue-row', { hasText: words })
    const sent = await loseAnswer(page, /\/approval$/)
    await row.getByRole('button', { name: 'Approve' }).click()
    await fault(page).waitFor()
    await settle(page)
    expect(sent).toHaveLength(1)
    expect([200, 303]).toContain(sent.arrived)
    expect(await row.getAttribute('aria-busy')).toBeNull()
    expect(
      await count(`select count(*) n from comments where body = ? and state = 'published'`, words),
    ).toBe(1)
    await context.close()
  },
)
