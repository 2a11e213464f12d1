import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { command } from '../cli/command'
import { overhang, smallTargets, violationsOf } from './axe'
import { openBrowser, type RunningHub, startHubIn, visitor } from './hub'
import { comeIn, memberOf } from './member'

const folder = mkdtempSync(join(tmpdir(), 'hub-reporting-'))
let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startHubIn(folder), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await hub?.close()
  rmSync(folder, { recursive: true })
})

/** Nothing to object to, on a small screen and on a large one, by day and by night. */
const expectGood = async (page: Page, name: string) => {
  await page.waitForLoadState('load')
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await violationsOf(page), `${name} ${width}`).toEqual([])
    expect(await overhang(page), `${name} ${width}`).toBe(0)
    expect(await smallTargets(page), `${name} ${width}`).toEqual([])
  }
}

const say = async (page: Page, words: string) => {
  await page.goto(hub.at('posts/open/'))
  await page.getByLabel('Your comment').fill(words)
  await page.getByRole('button', { name: 'Post comment' }).click()
  const comment = page.locator('.comment', { hasText: words })
  return (await comment.getAttribute('id'))!.replace('c-', '')
}

test.each([
  ['without', false],
  ['with', true],
])('%s JavaScript a reader reports, a host warns and silences', async (how, javaScriptEnabled) => {
  const as = (name: string) => memberOf(hub, browser, `${name} ${how}`, { javaScriptEnabled })
  const words = `Somebody should fire that mechanic (${how})`
  const rosa = await as('Rosa Rude')
  const id = await say(rosa.page, words)
  const owner = `olga.owner.${how}@example.org`
  const added = await command(['hub', '--', 'owner', 'add', owner], { HUB_STATE: folder }).ended()
  expect(added).toMatchObject({ code: 0, errors: '' })
  const { page: desk } = await visitor(browser, { javaScriptEnabled })
  await comeIn(hub, desk, 'Olga', owner)
  // Sent too quickly for somebody who writes, it waits for a host.
  await desk.goto(hub.at(`desk/comments/${id}/`))
  await desk.getByRole('button', { name: 'Approve' }).click()
  await desk.locator('[data-note]', { hasText: 'Approved' }).waitFor()

  const { page } = await visitor(browser, { javaScriptEnabled })
  await page.goto(hub.at('posts/open/'))
  await page.locator('.comment', { hasText: words }).getByText('Report').click()
  await page.getByRole('heading', { name: 'Report a comment' }).waitFor()
  expect(await page.locator('hub-main').innerText()).toContain(words)
  if (javaScriptEnabled) await expectGood(page, 'report')
  await page.getByLabel(/What is wrong with it/).fill('It is about a person')
  await page.getByRole('button', { name: 'Report' }).click()
  await page.getByRole('heading', { name: 'Thank you. A host will look.' }).waitFor()
  if (javaScriptEnabled) await expectGood(page, 'thanks')
  await page.getByRole('link', { name: 'Back to the comment' }).click()
  await page.waitForURL(/#c-/)

  await desk.goto(hub.at(`desk/comments/${id}/`))
  await desk.locator('#warning summary').click()
  await desk.getByLabel('What you tell them').fill('Please talk about the brakes.')
  await desk.getByRole('button', { name: 'Send the warning' }).click()
  await desk.locator('[data-note]', { hasText: 'Warned' }).waitFor()

  await desk.getByRole('link', { name: /levels, silence, ban/ }).click()
  const silence = desk.locator('details', { has: desk.locator('summary', { hasText: 'Silence' }) })
  await silence.locator('summary').click()
  await silence.getByLabel('For good').check()
  await silence.getByLabel('Reason').fill('Shouts at people')
  await silence.getByRole('button', { name: 'Silence' }).click()
  await desk.getByText('Silenced for good.').waitFor()
  if (javaScriptEnabled) await expectGood(desk, 'silence-at-desk')

  await rosa.page.goto(hub.at('posts/open/'))
  await rosa.page.getByText('Shouts at people').waitFor()
  expect(await rosa.page.locator('#comment-form').count()).toBe(0)
  if (javaScriptEnabled) await expectGood(rosa.page, 'silenced')

  await rosa.page.locator('hub-me').getByRole('link').first().click()
  const messages = rosa.page.locator('#messages')
  await messages.getByText('Please talk about the brakes.').waitFor()
  if (javaScriptEnabled) await expectGood(rosa.page, 'me')
  await messages.getByRole('button', { name: /Put away/ }).click()
  await messages.waitFor({ state: 'detached' })
  expect(await rosa.page.locator('.house-news').count()).toBe(0)
})
