import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { violationsOf } from './axe'
import { open, openUntil, press } from './page-actions'
import { fresh, guest, shareBrowser, type RunningHub, visitHub, visitor } from './hub'
import { comeIn, memberOf } from './member'
import { wayOfLongJourneys } from '../setup/size'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([visitHub('hub'), shareBrowser()])
})

/** Somebody nobody knows comes to ask, and so comes in. */
const ask = async (options: BrowserContextOptions, title: string) => {
  const { page, context } = await visitor(browser, options)
  const { name, email } = guest('Ilse Asker')
  await open(page, hub.at('start/'))
  await comeIn(hub, page, name, email)
  if (!(await page.getByLabel('Title').isVisible())) await open(page, hub.at('start/'))
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Details').fill('It squeaks, and only when it rains. What is it?')
  await press(page.getByRole('button', { name: 'Start conversation' }))
  const heading = page.getByRole('heading', { level: 1, name: title })
  // Something that was asked before may be shown first.
  const anyway = page.getByRole('button', { name: 'None of these' })
  await heading.or(anyway).waitFor()
  if (await anyway.isVisible()) await press(anyway)
  await heading.waitFor()
  return { page, context, question: page.url() }
}

/** Whoever asked says where the same was asked before, by an address that is none. */
const nameNothing = async (page: Page) => {
  const broken: Error[] = []
  page.on('pageerror', (error) => broken.push(error))
  await page.getByText('Mark as duplicate').click()
  const field = page.getByLabel('Address of the earlier question')
  await field.pressSequentially('https://nowhere.example/')
  await field.press('Enter')
  await page.locator('.fault', { hasText: 'no conversation at that address' }).waitFor()
  expect(await field.inputValue()).toBe('https://nowhere.example/')
  expect(broken).toEqual([])
}

/** A member says on their page where else they are. */
const linkTo = async (page: Page, website: string) => {
  await open(page, hub.at('me/profile/'))
  await page.getByLabel('Your website (optional)').fill(website)
  await press(page.getByRole('button', { name: 'Save' }))
  await page.getByText('Profile saved.').waitFor()
}

const answer = async (page: Page, question: string, words: string) => {
  await open(page, question)
  await page.getByLabel('Your comment').fill(words)
  await press(page.getByRole('button', { name: 'Post comment' }))
  await page.locator('article.comment', { hasText: words }).waitFor()
}

test.each(wayOfLongJourneys)(
  '%s a guest asks, a member answers, the asker accepts, and the answerer is among the top contributors',
  async (_, javaScriptEnabled) => {
    const options = { javaScriptEnabled }
    const words = fresh('Grease behind the seal')
    const { name, email } = guest('Nora Answerer')
    const website = `https://${crypto.randomUUID().slice(0, 8)}.example/`

    const asker = await ask(options, fresh('Why does it squeak'))
    await nameNothing(asker.page)
    const answerer = await memberOf(hub, browser, name, options, email)
    await linkTo(answerer.page, website)
    await answer(answerer.page, asker.question, words)

    const said = asker.page.locator('article.comment', { hasText: words })
    await openUntil(asker.page, asker.question, said)
    await press(said.getByRole('button', { name: 'Mark as answer' }))
    const settled = asker.page.locator('.comment-above', { hasText: words })
    await settled.waitFor()

    const stranger = await visitor(browser, options)
    const top = stranger.page.locator('hub-contributors li', { hasText: name })
    await openUntil(stranger.page, hub.at(''), top)
    expect(await top.locator(`a[href="${website}"]`).isVisible()).toBe(true)
    if (javaScriptEnabled) expect(await violationsOf(stranger.page)).toEqual([])

    await openUntil(stranger.page, hub.at('contributors/'), top.first())
    expect(await top.first().textContent()).toContain('5 points')
    if (javaScriptEnabled) expect(await violationsOf(stranger.page)).toEqual([])
    await top.first().getByRole('link', { name, exact: true }).click()
    await stranger.page.getByText('Top contributor').first().waitFor()
    for (const { context } of [asker, answerer, stranger]) await context.close()
  },
)
