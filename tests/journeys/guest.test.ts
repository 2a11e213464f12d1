import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guest, openBrowser, type RunningHub, startHub, visitor } from './hub'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startHub('hub'), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

const write = async (page: Page, who: ReturnType<typeof guest>, words: string) => {
  await page.getByLabel('Your comment').fill(words)
  await page.getByLabel('Name').fill(who.name)
  await page.getByLabel('E-mail').fill(who.email)
  await page.getByRole('button', { name: 'Post comment' }).click()
}

/** The link in the newest letter to somebody. */
const letterTo = async (page: Page, { email }: { email: string }) => {
  const answer = await page.request.get(hub.at('dev/mail/'), {
    headers: { accept: 'application/json' },
  })
  const letters: { to: string; text: string }[] = await answer.json()
  return /https?:\S+\/confirmation\/\S+/.exec(letters.find(({ to }) => to === email)!.text)![0]
}

const local = (link: string) => new URL(new URL(link).pathname, hub.url).href

describe.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])('%s', (how, javaScriptEnabled) => {
  const rosa = guest(`Rosa${javaScriptEnabled ? 'Js' : 'Plain'}`)
  const words = `Does the shop fix tandems? (${how})`

  test('a guest writes, follows the mailed link, and everybody can read it', async () => {
    const { page, context } = await visitor(browser, { javaScriptEnabled })
    await page.goto(hub.at('posts/open/'))
    expect(await context.cookies()).toEqual([])

    await write(page, rosa, words)
    const mine = page.locator('article.comment', { hasText: words })
    await mine.waitFor()
    expect(await mine.textContent()).toContain('Only you can see this')
    await page.reload()
    expect(await page.locator('article.comment', { hasText: words }).count()).toBe(1)

    const stranger = await visitor(browser, { javaScriptEnabled })
    await stranger.page.goto(hub.at('posts/open/'))
    expect(await stranger.page.content()).not.toContain(words)

    await page.goto(local(await letterTo(page, rosa)))
    await page.getByRole('button', { name: 'Yes, show my comment' }).click()
    await page.locator('article.comment', { hasText: words }).waitFor()
    await stranger.page.goto(hub.at('posts/open/'))
    expect(await stranger.page.locator('article.comment', { hasText: words }).count()).toBe(1)
    await context.close()
    await stranger.context.close()
  })
})
