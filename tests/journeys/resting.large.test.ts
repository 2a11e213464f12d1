import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { overhang, smallTargets, violationsOf } from './axe'
import { open, press } from './page-actions'
import { fresh, shareBrowser, type RunningHub, visitHub } from './hub'
import { memberOf } from './member'
import { ways } from '../setup/size'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([visitHub('hub'), shareBrowser()])
})

const tell = (statement: string, ...values: unknown[]) =>
  hub.database
    .prepare(statement)
    .bind(...values)
    .run()

const hostOf = async (name: string, options = {}) => {
  const somebody = await memberOf(hub, browser, name, options)
  await tell(`update members set role = 'host' where email = ?`, somebody.email)
  return somebody
}

/** Looked at at both widths, by day and by night. */
const look = async (page: Page) => {
  const found: string[] = []
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    if (await overhang(page)) found.push(`${width}: goes beyond the edge`)
  }
  return [...found, ...(await violationsOf(page)), ...(await smallTargets(page))]
}

/** Somebody angry says so below the open post. */
const complain = async (words: string) => {
  const { page, context } = await memberOf(hub, browser, fresh('Rosa'))
  await open(page, hub.at('posts/open/'))
  await page.getByLabel('Your comment').fill(words)
  await press(page.getByRole('button', { name: 'Post comment' }))
  await page.getByText(words).first().waitFor()
  await context.close()
}

test.each(ways)(
  'a reply to an angry comment is delayed, edited and sent, %s',
  async (_name, isScripted) => {
    const words = fresh('This is the worst service I have had. I want my money back, that is')
    await complain(words)
    const options = { javaScriptEnabled: isScripted }
    const [{ page }, second] = await Promise.all([
      hostOf(fresh('Mara'), options),
      hostOf(fresh('Tom'), options),
    ])
    await open(page, hub.at('posts/open/'))
    const comment = page.locator('article.comment', { hasText: words })
    await comment.getByRole('link', { name: /^Reply/ }).click()
    const body = page.getByLabel('Your reply')
    if (!isScripted) {
      await page.getByRole('link', { name: 'Ask what happened' }).click()
      expect(await body.inputValue()).toContain('thank you for telling us')
    }
    await (isScripted ? page.locator('#comment-body') : body).fill(
      'You should have read the sign. We are always open.',
    )
    await press(page.locator('.comment-form button').first())
    await page.getByRole('heading', { name: 'Your reply is waiting to be sent' }).waitFor()
    expect(await page.locator('.reread h3').allTextContents()).toEqual([
      'Does this blame the person who wrote?',
      'Is this always true?',
      'It asks no question.',
    ])
    expect(await page.getByRole('button', { name: 'Send reply' }).count()).toBe(0)
    if (isScripted) expect(await look(page)).toEqual([])
    const address = page.url()

    await page.getByRole('link', { name: 'Edit reply' }).click()
    const better = fresh('Which day was that?')
    await page.getByLabel('Your comment').fill(better)
    await press(page.getByRole('button', { name: 'Save' }))
    await page.getByRole('heading', { name: 'Your reply is waiting to be sent' }).waitFor()

    if (isScripted) {
      await second.page.goto(address)
      await second.page.getByLabel('Add a remark').fill('Much better.')
      await press(second.page.getByRole('button', { name: 'Add remark' }))
      await second.page.getByText('Much better.').waitFor()
      expect(await look(second.page)).toEqual([])
      await press(second.page.getByRole('button', { name: 'Approve and send' }))
      await second.page.locator('article.comment', { hasText: better }).waitFor()
      await page.reload()
    } else {
      await tell('update comments set rests_until = 1 where rests_until is not null')
      await page.reload()
      await press(page.getByRole('button', { name: 'Send reply' }))
    }
    const sent = page.locator('article.comment', { hasText: better })
    await sent.waitFor()
    expect(await sent.getByRole('link', { name: 'Edit' }).count()).toBe(0)
  },
)

test('a starter is added to the text that is already there', async () => {
  const words = fresh('Everything here is terrible and useless,')
  await complain(words)
  const { page } = await hostOf(fresh('Priya'))
  await open(page, hub.at('posts/open/'))
  const comment = page.locator('article.comment', { hasText: words })
  const href = await comment.getByRole('link', { name: /^Reply/ }).getAttribute('href')
  await page.goto(new URL(href!, hub.url).href)
  expect(await look(page)).toEqual([])
  await page.getByLabel('Your reply').fill('Good morning.')
  await page.getByRole('link', { name: 'Ask what happened' }).click()
  expect(await page.getByLabel('Your reply').inputValue()).toMatch(
    /^Good morning\.\n\nHello Rosa \w+, thank you/,
  )
  await page.goto(hub.at('desk/replies/'))
  const title = fresh('Thanks')
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Text').fill('Thank you, {name}.')
  await press(page.getByRole('button', { name: 'Save' }))
  await page.getByRole('link', { name: title }).waitFor()
  expect(await look(page)).toEqual([])
})
