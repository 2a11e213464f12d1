import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { comeIn } from './doors'
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

/** Opens the conversation; on a machine that is busy its comments may rest for a moment. */
const visit = async (page: Page) => {
  for (let tries = 0; tries < 5; tries++) {
    await page.goto(hub.at('posts/open/'))
    if (!(await page.content()).includes('Comments are resting')) return
  }
}

const readable = (page: Page, words: string) => page.locator('article.comment', { hasText: words })
const header = (page: Page) => page.locator('hub-me')

const write = async (page: Page, words: string) => {
  await page.getByLabel('Your comment').fill(words)
  await page.getByRole('button', { name: 'Post comment' }).click()
}

/** From below a conversation to the door, and back as a member. */
const come = async (name: string, javaScriptEnabled: boolean) => {
  const { page, context } = await visitor(browser, { javaScriptEnabled })
  await visit(page)
  await page.locator('.comment-form').getByRole('link', { name: 'sign in' }).click()
  const { email } = guest(name.replace(' ', '-'))
  await comeIn(page, hub, { name, email })
  return { page, context }
}

describe.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])('%s', (how, javaScriptEnabled) => {
  const suffix = javaScriptEnabled ? 'Js' : 'Plain'

  test('a reader signs in from a conversation, comes back to it and speaks at once', async () => {
    const words = `Said as a member (${how})`
    const { page, context } = await come(`Rosa ${suffix}`, javaScriptEnabled)
    expect(new URL(page.url()).pathname).toBe('/community/posts/open/')
    expect(await page.locator('.writing-as').textContent()).toContain(`Writing as Rosa ${suffix}`)
    expect(await page.getByLabel('E-mail').count()).toBe(0)

    await write(page, words)
    const mine = readable(page, words)
    await mine.waitFor()
    expect(await mine.getByRole('link', { name: `Rosa ${suffix}`, exact: true }).count()).toBe(1)
    const stranger = await visitor(browser, { javaScriptEnabled })
    await visit(stranger.page)
    await readable(stranger.page, words).waitFor()
    expect(await header(stranger.page).textContent()).toContain('Sign in')
    await stranger.context.close()

    await mine.getByRole('button', { name: /^Thumbs up/ }).click()
    await mine.getByRole('button', { name: 'Thumbs up, 1', pressed: true }).waitFor()
    await mine.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Your comment').fill(`${words}, and better`)
    await page.getByRole('button', { name: 'Save' }).click()
    await readable(page, `${words}, and better`).waitFor()
    await readable(page, words).getByText('Delete', { exact: true }).click()
    await readable(page, words).getByRole('button', { name: 'Yes, for good' }).click()
    await readable(page, words).waitFor({ state: 'detached' })
    await context.close()
  })

  test('words outlive the session of whoever types them', async () => {
    const words = `Typed for a long while (${how})`
    const { page, context } = await come(`Ben ${suffix}`, javaScriptEnabled)
    await page.getByLabel('Your comment').fill(words)
    await context.clearCookies({ name: 'hub-session' })
    await page.getByRole('button', { name: 'Post comment' }).click()
    await page.getByText('You are not signed in any more.').first().waitFor()
    expect(await page.getByLabel('Your comment').inputValue()).toBe(words)
    await page.getByLabel('Name').fill('Ben')
    await page.getByLabel('E-mail').fill(`ben-${suffix}@example.com`)
    await page.getByRole('button', { name: 'Post comment' }).click()
    await readable(page, words).waitFor()
    expect(await readable(page, words).textContent()).toContain('Only you can see this')
    await context.close()
  })

  test('a member sees a preview, and what waits for a host', async () => {
    const links = 'https://a.example https://b.example https://c.example'
    const { page, context } = await come(`Cleo ${suffix}`, javaScriptEnabled)
    await page.getByLabel('Your comment').fill(`**Bold** (${how})`)
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.locator('.comment-preview strong').waitFor()
    await page.locator('.writing-as').waitFor()
    await write(page, `${links} (${how})`)
    const held = readable(page, `c.example (${how})`)
    await held.waitFor()
    expect(await held.textContent()).toContain('Only you can see this')
    await context.close()
  })
})
