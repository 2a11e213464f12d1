import { readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unzip } from '../unzip'
import { violationsOf } from './axe'
import { openBrowser, type RunningHub, startHub, visitor } from './hub'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startHub('hub'), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
})

/** Finds no fault with the page as it stands; what looks is a script, and so needs scripts. */
const expectNoFaults = async (page: Page, canLook: boolean) => {
  if (canLook) expect(await violationsOf(page)).toEqual([])
}

/** Opens the conversation; on a machine that is busy its comments may rest for a moment. */
const visit = async (page: Page) => {
  for (let tries = 0; tries < 5; tries++) {
    await page.goto(hub.at('posts/open/'))
    if (!(await page.content()).includes('Comments are resting')) return
  }
}

const readable = (page: Page, words: string) => page.locator('article.comment', { hasText: words })

/** The newest link of a kind in a letter to somebody, on the host where the hub is now. */
const linkTo = async (page: Page, email: string, kind: string) => {
  const headers = { accept: 'application/json' }
  const find = async () => {
    const answer = await page.request.get(hub.at('dev/mail/'), { headers })
    const letters = (await answer.json()) as { to: string; text: string }[]
    const letter = letters.find(({ to, text }) => to === email && text.includes(kind))
    return letter && new URL(/https?:\S+/.exec(letter.text)![0])
  }
  await expect.poll(find).toBeDefined()
  const { pathname, search } = (await find())!
  return new URL(pathname + search, hub.url).href
}

/** Somebody writes as a guest, and confirms that the address is theirs. */
const speak = async (page: Page, name: string, email: string, words: string) => {
  await visit(page)
  await page.getByLabel('Your comment').fill(words)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Post comment' }).click()
  await readable(page, words).waitFor()
  await page.goto(await linkTo(page, email, '/confirmation/'))
  await page.getByRole('button', { name: 'Yes, show my comment' }).click()
  await readable(page, words).waitFor()
}

/** Comes in by a link in their mail, and goes to their own page. */
const comeIn = async (page: Page, name: string, email: string) => {
  await page.goto(hub.at('me/'))
  await page.getByLabel('Your e-mail').fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  await page.goto(await linkTo(page, email, '/sign-in/'))
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Become a member' }).click()
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

describe.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])('%s', (how, javaScriptEnabled) => {
  const suffix = javaScriptEnabled ? 'js' : 'plain'
  const options: BrowserContextOptions = { javaScriptEnabled }

  test('a member claims what they wrote before, takes it all along, and leaves', async () => {
    const { page, context } = await visitor(browser, options)
    const email = `rosa.${suffix}@example.org`
    const words = `From before I was a member (${how})`
    await speak(page, `Guest Rosa ${suffix}`, email, words)
    await comeIn(page, `Rosa ${suffix}`, email)
    await expectNoFaults(page, javaScriptEnabled)

    await page.getByRole('button', { name: 'It is mine' }).click()
    await page.getByText('What you wrote as a guest is yours now').waitFor()
    expect(await page.getByRole('heading', { name: 'What you wrote as a guest' }).count()).toBe(0)
    const files = await download(page, 'Download all of it')
    expect(JSON.parse(files['comments.json']!)).toMatchObject([{ body: words }])
    expect(JSON.parse(files['profile.json']!)).toMatchObject([{ email }])
    expect(files['README.txt']).toContain('comments.json (1)')

    await page.getByRole('link', { name: 'How to leave' }).click()
    await page.getByRole('radio', { name: /Take them away/ }).check()
    await expectNoFaults(page, javaScriptEnabled)
    // A browser would not send the form without the box; the hub does not trust it to.
    await page.locator('[required]').evaluateAll((fields) => {
      for (const field of fields) field.removeAttribute('required')
    })
    await page.getByRole('button', { name: 'Leave and erase' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('radio', { name: /Take them away/ }).isChecked()).toBe(true)
    await expectNoFaults(page, javaScriptEnabled)
    await page.getByRole('checkbox', { name: /Erase me/ }).check()
    await page.getByRole('button', { name: 'Leave and erase' }).click()
    await page.getByRole('heading', { name: 'You have left' }).waitFor()

    expect(await context.cookies()).toEqual([])
    await visit(page)
    expect(await readable(page, words).count()).toBe(0)
    await page.goto(hub.at('me/'))
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await context.close()
  })

  test('a member signs another browser out', async () => {
    const { page, context } = await visitor(browser, options)
    const email = `mira.${suffix}@example.org`
    await comeIn(page, `Mira ${suffix}`, email)
    const other = await visitor(browser, options)
    await other.page.goto(hub.at('sign-in/'))
    await other.page.getByLabel('Your e-mail').fill(email)
    await other.page.getByRole('button', { name: 'Mail me a link' }).click()
    await other.page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    await other.page.goto(await linkTo(other.page, email, '/sign-in/'))
    await other.page.locator('hub-main').getByRole('button').first().click()
    await other.page.goto(hub.at('me/'))
    await other.page.getByRole('heading', { name: `Mira ${suffix}` }).waitFor()

    await page.reload()
    const sessions = page.locator('#sessions')
    expect(await sessions.getByText('Signed in since').count()).toBe(2)
    await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await expect.poll(() => sessions.getByText('Signed in since').count()).toBe(1)
    await other.page.goto(hub.at('me/'))
    await other.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await Promise.all([context.close(), other.context.close()])
  })

  test('a guest gets a letter, sees what is held, and leaves their words behind', async () => {
    const { page, context } = await visitor(browser, options)
    const email = `gail.${suffix}@example.org`
    const words = `My words may stay (${how})`
    await speak(page, `Gail ${suffix}`, email, words)

    await page.goto(hub.at('me/leaving/'))
    await expectNoFaults(page, javaScriptEnabled)
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send me the letter' }).click()
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor()
    await page.goto(await linkTo(page, email, '/me/leaving/'))
    await expectNoFaults(page, javaScriptEnabled)
    const files = await download(page, 'Download what the hub holds of you')
    expect(JSON.parse(files['guests.json']!)).toMatchObject([{ email }])

    await page.getByRole('checkbox', { name: /Erase me/ }).check()
    await page.getByRole('button', { name: 'Leave and erase' }).click()
    await page.getByRole('heading', { name: 'You have left' }).waitFor()
    await visit(page)
    expect(await readable(page, words).textContent()).toContain('A former guest')
    expect(await page.content()).not.toContain(`Gail ${suffix}`)
    await context.close()
  })
})
