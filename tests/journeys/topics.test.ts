import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { overhang, smallTargets, violationsOf } from './axe'
import { open, press } from './hands'
import { fresh, shareBrowser, type RunningHub, visitHub } from './hub'
import { memberOf } from './member'

let hub: RunningHub
let browser: Browser
beforeAll(async () => {
  ;[hub, browser] = await Promise.all([visitHub('sample'), shareBrowser()])
})

const look = async (page: Page) => {
  expect(await violationsOf(page)).toEqual([])
  expect(await smallTargets(page)).toEqual([])
  expect(await overhang(page)).toEqual(0)
}

const start = (page: Page) => page.getByRole('button', { name: /start it$/i })

test.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])('a member starts a conversation and changes it: %s', async (_, javaScriptEnabled) => {
  const viewport = { width: 360, height: 800 }
  const { page, context } = await memberOf(hub, browser, fresh('Tess'), {
    javaScriptEnabled,
    viewport,
  })
  const word = `sprocket${crypto.randomUUID().slice(0, 8)}`
  await open(page, hub.at('kinds/question/'))
  await page.getByRole('link', { name: 'Ask a question' }).click()
  await page.getByRole('heading', { name: 'Start a conversation' }).waitFor()
  expect(await page.getByRole('radio', { name: 'Question' }).isChecked()).toBe(true)
  if (javaScriptEnabled) await look(page)

  await page.getByLabel('Title').fill(`${word}?`)
  await page.getByLabel('Your words').fill('Mine is *worn*.')
  if (javaScriptEnabled) {
    await page.reload()
    expect(await page.getByLabel('Your words').inputValue()).toBe('Mine is *worn*.')
  }
  await press(page.getByRole('button', { name: 'Preview' }))
  await page.locator('.comment-preview em', { hasText: 'worn' }).waitFor()
  await press(start(page))
  await page.getByRole('heading', { level: 1, name: `${word}?` }).waitFor()
  const address = page.url()
  if (javaScriptEnabled) await look(page)

  await open(page, hub.at('start/?kind=resource'))
  expect(await page.getByLabel('Link 1: what it is').isVisible()).toBe(true)
  if (javaScriptEnabled) await look(page)
  await page.getByLabel('Title').fill(`A ${word} for everybody`)
  await page.getByLabel('Your words').fill('Take it.')
  // With JavaScript it is shown while the title is typed, and stops nobody.
  if (!javaScriptEnabled) await press(start(page))
  await page.getByRole('heading', { name: 'Has it been said already?' }).waitFor()
  await page.getByRole('link', { name: `${word}?` }).waitFor()
  if (javaScriptEnabled) await look(page)
  await press(start(page))
  await page.getByRole('heading', { level: 1, name: `A ${word} for everybody` }).waitFor()
  // What was taken is no draft any more.
  await open(page, hub.at('start/'))
  expect(await page.getByLabel('Your words').inputValue()).toBe('')

  await open(page, address)
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Your words').fill('Mine is gone.')
  if (javaScriptEnabled) await look(page)
  await press(page.getByRole('button', { name: 'Save' }))
  await page.getByText('Mine is gone.').waitFor()
  await page.getByRole('link', { name: /^Edited/ }).click()
  await page.getByText('As it was started').click()
  await page.getByText('Mine is *worn*.').waitFor()
  if (javaScriptEnabled) await look(page)
  await context.close()
})
