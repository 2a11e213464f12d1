import type { Browser, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { open, openUntil, press } from './page-actions'
import { fresh, guest, shareBrowser, type RunningHub, visitHub, visitor } from './hub'
import { comeIn } from './member'
import { testOnce, wayOfLongJourneys } from '../setup/size'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([visitHub('hub'), shareBrowser()])
})

const visit = (page: Page) => open(page, hub.at('posts/open/'))
const readable = (page: Page, words: string) => page.locator('article.comment', { hasText: words })
const header = (page: Page) => page.locator('hub-me')

const write = async (page: Page, words: string) => {
  await page.getByLabel('Your comment').fill(words)
  await press(page.getByRole('button', { name: 'Post comment' }))
}

/** From below a conversation to the door, and back as a member. */
const come = async (called: string, javaScriptEnabled: boolean) => {
  const { page, context } = await visitor(browser, { javaScriptEnabled })
  await visit(page)
  await page.locator('.comment-form').getByRole('link', { name: 'sign in' }).click()
  const { name, email } = guest(called)
  await comeIn(hub, page, name, email)
  if (!(await page.locator('.writing-as').isVisible())) await visit(page)
  return { page, context, name }
}

testOnce('a handle is completed with a key while it is typed', async () => {
  const { page, context } = await visitor(browser)
  await visit(page)
  const words = page.getByLabel('Your comment')
  await words.pressSequentially('Ask @lovel')
  await page.getByRole('option', { name: 'Ada Lovelace @ada' }).waitFor()
  await words.press('Enter')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  await words.pressSequentially('. Or not.')
  expect(await words.inputValue()).toBe('Ask @ada. Or not.')
  await context.close()
})

describe.each(wayOfLongJourneys)('%s', (_, javaScriptEnabled) => {
  test('a reader signs in from a conversation, returns to it and comments at once', async () => {
    const words = fresh('Said as a member')
    const { page, context, name } = await come('Rosa', javaScriptEnabled)
    expect(new URL(page.url()).pathname).toBe('/community/posts/open/')
    expect(await page.locator('.writing-as').textContent()).toContain(`Writing as ${name}`)
    expect(await page.getByLabel('Email').count()).toBe(0)

    await write(page, words)
    const mine = readable(page, words)
    await mine.waitFor()
    expect(await mine.getByRole('link', { name, exact: true }).count()).toBe(1)
    const stranger = await visitor(browser, { javaScriptEnabled })
    await openUntil(stranger.page, hub.at('posts/open/'), readable(stranger.page, words))
    expect(await header(stranger.page).textContent()).toContain('Sign in')
    await stranger.context.close()

    await press(mine.getByRole('button', { name: /^Thumbs up/ }))
    await mine.getByRole('button', { name: 'Thumbs up, 1', pressed: true }).waitFor()
    await mine.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Your comment').fill(`${words}, and better`)
    await press(page.getByRole('button', { name: 'Save' }))
    await readable(page, `${words}, and better`).waitFor()
    await readable(page, words).getByText('Delete', { exact: true }).click()
    await press(readable(page, words).getByRole('button', { name: 'Delete permanently' }))
    await readable(page, words).waitFor({ state: 'detached' })
    await context.close()
  })

  test('typed text survives the end of the session', async () => {
    const words = fresh('Typed for a long while')
    const { page, context } = await come('Ben', javaScriptEnabled)
    await page.getByLabel('Your comment').fill(words)
    await context.clearCookies({ name: 'hub-session' })
    await press(page.getByRole('button', { name: 'Post comment' }))
    await page.getByText('You are not signed in any more.').first().waitFor()
    expect(await page.getByLabel('Your comment').inputValue()).toBe(words)
    const { name, email } = guest('Ben')
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Email').fill(email)
    await press(page.getByRole('button', { name: 'Post comment' }))
    await readable(page, words).waitFor()
    expect(await readable(page, words).textContent()).toContain('Not public yet')
    await context.close()
  })

  test('a member sees a preview, and which comments wait for a host', async () => {
    const links = 'https://a.example https://b.example https://c.example'
    const { page, context } = await come('Cleo', javaScriptEnabled)
    await page.getByLabel('Your comment').fill('**Bold**')
    await press(page.getByRole('button', { name: 'Preview' }))
    await page.locator('.comment-preview strong').waitFor()
    await page.locator('.writing-as').waitFor()
    const words = fresh('Look there')
    await write(page, `${links} ${words}`)
    const held = readable(page, words)
    await held.waitFor()
    expect(await held.textContent()).toContain('Not public yet')
    await context.close()
  })
})
