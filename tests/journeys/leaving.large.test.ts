import { readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { unzip } from '../unzip'
import { violationsOf } from './axe'
import { open, press } from './page-actions'
import { fresh, guest, shareBrowser, type RunningHub, visitHub, visitor } from './hub'
import { linkTo } from './letters'
import { comeIn } from './member'
import { ways } from '../setup/size'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([visitHub('hub'), shareBrowser()])
})

/** Finds no fault with the page as it stands; what looks is a script, and so needs scripts. */
const expectNoFaults = async (page: Page, canLook: boolean) => {
  if (canLook) expect(await violationsOf(page)).toEqual([])
}

const visit = (page: Page) => open(page, hub.at('posts/open/'))
const readable = (page: Page, words: string) => page.locator('article.comment', { hasText: words })

/** Somebody writes as a guest, and confirms that the address is theirs. */
const speak = async (page: Page, name: string, email: string, words: string) => {
  await visit(page)
  await page.getByLabel('Your comment').fill(words)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Email').fill(email)
  await press(page.getByRole('button', { name: 'Post comment' }))
  await readable(page, words).waitFor()
  await open(page, await linkTo(hub, page, email, '/confirmation/'))
  await press(page.getByRole('button', { name: 'Publish my comment' }))
  await readable(page, words).waitFor()
}

/** Comes in by a link in their mail, and is led back to their own page. */
const comeHome = async (page: Page, name: string, email: string) => {
  await page.goto(hub.at('me/'))
  await comeIn(hub, page, name, email)
  await page.getByRole('heading', { name }).waitFor()
}

/** The files in what a button downloads. */
const download = async (page: Page, button: string) => {
  const [archive] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ])
  expect(archive.suggestedFilename()).toMatch(/^test-house-\d{4}-\d\d-\d\d\.zip$/)
  const files = await unzip(new Uint8Array(readFileSync(await archive.path())))
  const named = Object.entries(files).map(([path, text]) => [path.split('/')[1]!, text] as const)
  return Object.fromEntries(named)
}

describe.each(ways)('%s', (_, javaScriptEnabled) => {
  const options: BrowserContextOptions = { javaScriptEnabled }

  test('a member claims earlier comments, exports their data, and deletes the account', async () => {
    const { page, context } = await visitor(browser, options)
    const { name, email } = guest('Rosa')
    const words = fresh('From before I was a member')
    await speak(page, `Guest ${name}`, email, words)
    await comeHome(page, name, email)
    await expectNoFaults(page, javaScriptEnabled)

    await press(page.getByRole('button', { name: 'This is mine' }))
    await page.getByText('The comments that you wrote as a guest now have your name').waitFor()
    expect(await page.getByRole('heading', { name: 'What you wrote as a guest' }).count()).toBe(0)
    const files = await download(page, 'Download my data')
    expect(JSON.parse(files['comments.json']!)).toMatchObject([{ body: words }])
    expect(JSON.parse(files['profile.json']!)).toMatchObject([{ email }])
    expect(files['README.txt']).toContain('comments.json (1)')

    await page.getByRole('link', { name: 'Delete your account' }).click()
    await page.getByRole('radio', { name: /Delete (?:it|them)/ }).check()
    await expectNoFaults(page, javaScriptEnabled)
    // A browser would not send the form without the box; the hub does not trust it to.
    await page.locator('[required]').evaluateAll((fields) => {
      for (const field of fields) field.removeAttribute('required')
    })
    await press(page.getByRole('button', { name: 'Delete account' }))
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('radio', { name: /Delete (?:it|them)/ }).isChecked()).toBe(true)
    await expectNoFaults(page, javaScriptEnabled)
    await page.getByRole('checkbox', { name: /Delete my data/ }).check()
    await press(page.getByRole('button', { name: 'Delete account' }))
    await page.getByRole('heading', { name: 'Your data is deleted' }).waitFor()

    expect(await context.cookies()).toEqual([])
    await visit(page)
    expect(await readable(page, words).count()).toBe(0)
    await page.goto(hub.at('me/'))
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await context.close()
  })

  test('a member signs out another browser', async () => {
    const { page, context } = await visitor(browser, options)
    const { name, email } = guest('Mira')
    await comeHome(page, name, email)
    const other = await visitor(browser, options)
    await comeHome(other.page, name, email)

    await page.reload()
    const sessions = page.locator('#sessions')
    await expect.poll(() => sessions.getByText('Signed in since').count()).toBe(2)
    await press(sessions.getByRole('button', { name: 'Sign out everywhere else' }))
    await expect.poll(() => sessions.getByText('Signed in since').count()).toBe(1)
    await other.page.goto(hub.at('me/'))
    await other.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await Promise.all([context.close(), other.context.close()])
  })

  test('a guest gets an email, sees their data, and leaves while their comments stay', async () => {
    const { page, context } = await visitor(browser, options)
    const { name, email } = guest('Gail')
    const words = fresh('My words may stay')
    await speak(page, name, email, words)

    await page.goto(hub.at('me/leaving/'))
    await expectNoFaults(page, javaScriptEnabled)
    await page.getByLabel('Email').fill(email)
    await press(page.getByRole('button', { name: 'Email me a link' }))
    await page.getByRole('heading', { name: 'Check your email' }).waitFor()
    await open(page, await linkTo(hub, page, email, '/me/leaving/'))
    await expectNoFaults(page, javaScriptEnabled)
    const files = await download(page, 'Download my data')
    expect(JSON.parse(files['guests.json']!)).toMatchObject([{ email }])

    await page.getByRole('checkbox', { name: /Delete my data/ }).check()
    await press(page.getByRole('button', { name: 'Delete my data' }))
    await page.getByRole('heading', { name: 'Your data is deleted' }).waitFor()
    await visit(page)
    expect(await readable(page, words).textContent()).toContain('A former guest')
    expect(await page.content()).not.toContain(name)
    await context.close()
  })
})
