import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { overhang, smallTargets, violationsOf } from './axe'
import { open, press } from './page-actions'
import { fresh, shareBrowser, type RunningHub, visitHub, visitor } from './hub'
import { memberOf, ownerOf } from './member'
import { ways } from '../setup/size'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([visitHub('hub'), shareBrowser()])
})

/** Nothing to object to, on a small screen and on a large one, by day and by night. */
const expectGood = async (page: Page, name: string) => {
  await page.waitForLoadState('load')
  expect(await violationsOf(page), name).toEqual([])
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await overhang(page), `${name} ${width}`).toBe(0)
    expect(await smallTargets(page), `${name} ${width}`).toEqual([])
  }
}

const say = async (page: Page, words: string) => {
  await open(page, hub.at('posts/open/'))
  await page.getByLabel('Your comment').fill(words)
  await press(page.getByRole('button', { name: 'Post comment' }))
  const comment = page.locator('.comment', { hasText: words })
  return (await comment.getAttribute('id'))!.replace('c-', '')
}

test.each(ways)(
  '%s a reader reports a comment, and a host warns and silences its author',
  async (_, javaScriptEnabled) => {
    const words = fresh('Somebody should fire that mechanic')
    const rosa = await memberOf(hub, browser, fresh('Rosa Rude'), { javaScriptEnabled })
    const id = await say(rosa.page, words)
    const { page: desk } = await ownerOf(hub, browser, { javaScriptEnabled })

    const { page } = await visitor(browser, { javaScriptEnabled })
    await open(page, hub.at('posts/open/'))
    await page.locator('.comment', { hasText: words }).getByText('Report').click()
    await page.getByRole('heading', { name: 'Report a comment' }).waitFor()
    expect(await page.locator('hub-main').innerText()).toContain(words)
    if (javaScriptEnabled) await expectGood(page, 'report')
    await page.getByLabel(/What is wrong with it/).fill('It is about a person')
    await press(page.getByRole('button', { name: 'Report' }))
    await page.getByRole('heading', { name: 'Thanks. A host will review it.' }).waitFor()
    if (javaScriptEnabled) await expectGood(page, 'thanks')
    await page.getByRole('link', { name: 'Back to the comment' }).click()
    await page.waitForURL(/#c-/)

    await open(desk, hub.at(`desk/comments/${id}/`))
    await desk.locator('#warning summary').click()
    await desk.getByLabel('Your message').fill('Please talk about the brakes.')
    await press(desk.getByRole('button', { name: 'Send warning' }))
    await desk.locator('[data-note]', { hasText: 'Warned' }).waitFor()

    await desk.getByRole('link', { name: /levels, silence, ban/ }).click()
    const silence = desk.locator('details', {
      has: desk.locator('summary', { hasText: 'Silence' }),
    })
    await silence.locator('summary').click()
    await silence.getByLabel('Permanently').check()
    await silence.getByLabel('Reason').fill('Shouts at people')
    await press(silence.getByRole('button', { name: 'Silence' }))
    await desk.getByText('Silenced permanently.').waitFor()
    if (javaScriptEnabled) await expectGood(desk, 'silence-at-desk')

    await open(rosa.page, hub.at('posts/open/'))
    await rosa.page.getByText('Shouts at people').waitFor()
    expect(await rosa.page.locator('#comment-form').count()).toBe(0)
    if (javaScriptEnabled) await expectGood(rosa.page, 'silenced')

    await rosa.page.locator('hub-me').getByRole('link').first().click()
    const messages = rosa.page.locator('#messages')
    await messages.getByText('Please talk about the brakes.').waitFor()
    if (javaScriptEnabled) await expectGood(rosa.page, 'me')
    await press(messages.getByRole('button', { name: /Dismiss/ }))
    await messages.waitFor({ state: 'detached' })
    await rosa.page.locator('.house-news').waitFor({ state: 'detached' })
  },
)
