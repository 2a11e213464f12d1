import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { overhang, smallTargets, violationsOf } from './axe'
import { open, press } from './page-actions'
import { fresh, shareBrowser, type RunningHub, visitHub } from './hub'
import { memberOf, ownerOf } from './member'
import { ways } from '../setup/size'

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

const start = (page: Page) => page.getByRole('button', { name: /start conversation$/i })

test.each(ways)('a member starts a conversation and edits it: %s', async (_, javaScriptEnabled) => {
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
  await page.getByLabel('Details').fill('Mine is *worn*.')
  if (javaScriptEnabled) {
    await page.reload()
    expect(await page.getByLabel('Details').inputValue()).toBe('Mine is *worn*.')
    await page.getByLabel('Details').press('End')
    await page.keyboard.type(' @priy')
    await page.getByRole('option', { name: '@priya' }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('?')
    expect(await page.getByLabel('Details').inputValue()).toBe('Mine is *worn*. @priya?')
  }
  await press(page.getByRole('button', { name: 'Preview' }))
  await page.locator('.comment-preview em', { hasText: 'worn' }).waitFor()
  await page
    .locator('.comment-preview')
    .getByRole('heading', { name: `${word}?` })
    .waitFor()
  if (javaScriptEnabled) await look(page)
  await press(start(page))
  await page.getByRole('heading', { level: 1, name: `${word}?` }).waitFor()
  const address = page.url()
  if (javaScriptEnabled) await look(page)

  await open(page, hub.at('start/?kind=resource'))
  expect(await page.getByLabel('Link 1: label').isVisible()).toBe(true)
  if (javaScriptEnabled) await look(page)
  await page.getByLabel('Title').fill(`A ${word} for everybody`)
  await page.getByLabel('Details').fill('Take it.')
  // With JavaScript it is shown while the title is typed, and stops nobody.
  if (!javaScriptEnabled) await press(start(page))
  await page.getByRole('heading', { name: 'Similar conversations' }).waitFor()
  await page.getByRole('link', { name: `${word}?` }).waitFor()
  if (javaScriptEnabled) {
    await page.getByLabel('Link 1: label').fill('The plan')
    await page.locator('[name=link1Url]').fill('plans.example')
    await page.locator('[name=contact1Name]').fill('Ada Love')
    await page.locator('[name=contact1Phone]').fill('+44 20 7946 0000')
    await page.locator('[name=tags]').fill('Winter, bikes')
    await press(page.getByRole('button', { name: 'Preview' }))
    await page.locator('.comment-preview').waitFor()
    await page.locator('[name=tags]').fill('')
    await look(page)
  }
  await press(start(page))
  await page.getByRole('heading', { level: 1, name: `A ${word} for everybody` }).waitFor()
  const other = page.url()
  // What was taken is no draft any more.
  await open(page, hub.at('start/'))
  expect(await page.getByLabel('Details').inputValue()).toBe('')

  await open(page, address)
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Details').fill('Mine is gone.')
  if (javaScriptEnabled) await look(page)
  await press(page.getByRole('button', { name: 'Save' }))
  await page.getByText('Mine is gone.').waitFor()
  await page.getByRole('link', { name: /^Edited/ }).click()
  await page.getByText('Original version').click()
  await page.getByText('Mine is *worn*.').waitFor()
  if (javaScriptEnabled) await look(page)

  // A host merges the one into the other, and stands where its words are now.
  const host = await ownerOf(hub, browser, { javaScriptEnabled })
  await open(host.page, other)
  await host.page.getByRole('link', { name: 'Decide' }).click()
  await host.page.getByText('Merge into another conversation').click()
  await host.page.getByLabel('Address of the other conversation').fill(address)
  await press(host.page.getByRole('button', { name: 'Merge topic' }))
  await host.page.locator('article.comment', { hasText: 'Take it.' }).waitFor()
  expect(host.page.url()).toContain(`${address}?from=`)
  expect(new URL(host.page.url()).hash).toMatch(/^#c-/)
  for (const each of [context, host.context]) await each.close()
})
