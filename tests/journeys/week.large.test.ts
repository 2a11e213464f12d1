import type { D1Database } from '@cloudflare/workers-types'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../worker/lib/id'
import { overhang, smallTargets, violationsOf } from './axe'
import { shareBrowser, type RunningHub, startHub } from './hub'
import { ownerOf } from './member'

const HOUR = 60 * 60 * 1000
let hub: RunningHub
let browser: Browser

/** Two weeks in which every five hours somebody said something; a third of it asks, most of that is answered. */
const seed = (database: D1Database) => {
  const now = Date.now()
  const comments = Array.from({ length: 67 }, (_, at) => {
    const writtenAt = now - at * 5 * HOUR
    const asks = at % 3 === 0
    const waited = (1 + (at % 7) * 6) * HOUR
    return {
      id: newId(new Date(writtenAt)),
      state: at % 4 === 1 ? 'held' : 'published',
      asks: Number(asks),
      writtenAt,
      answeredAt: asks && writtenAt + waited < now ? writtenAt + waited : null,
    }
  })
  return database.batch([
    database.prepare(`insert or ignore into conversations (id) values ('post:open')`),
    database
      .prepare(
        `insert into comments (id, conversation, root, path, depth, name, body, html, renderer, state,
           shown, asks, written_at, state_at)
         select value ->> 'id', 'post:open', value ->> 'id', value ->> 'id', 0, 'Somebody', 'Words',
           '<p>Words</p>', 1, value ->> 'state', value ->> 'state' = 'published', value ->> 'asks',
           value ->> 'writtenAt', value ->> 'writtenAt' from json_each(?)`,
      )
      .bind(JSON.stringify(comments)),
    database
      .prepare(
        `update comments set answered_at = (
           select value ->> 'answeredAt' from json_each(?) where value ->> 'id' = comments.id)
         where asks = 1`,
      )
      .bind(JSON.stringify(comments)),
  ])
}

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startHub('hub'), shareBrowser()])
  await seed(hub.database)
})
afterAll(() => hub?.close())

test('the statistics of the week are accessible, as charts and as tables', async () => {
  const { page, context } = await ownerOf(hub, browser)
  const refused: string[] = []
  page.on('console', (said) => {
    if (said.type() === 'error') refused.push(said.text())
  })
  await page.goto(hub.at('desk/'))
  const picture = page.getByRole('region', { name: 'Week at a glance' })
  for (const name of ['Comments held, by day', 'First answers, by day', /by how long they took/])
    expect(await picture.getByRole('img', { name }).isVisible()).toBe(true)
  const shares = await picture.locator('dd').allTextContents()
  expect(shares).toHaveLength(2)
  expect(shares.join(' ')).toMatch(/^\d+ % \d+ %$/)

  for (const summary of await picture.locator('summary').all()) await summary.click()
  const held = picture.getByRole('table', { name: 'Comments held, by day' })
  const days = await held.getByRole('row').allTextContents()
  expect(days).toHaveLength(9)
  expect(days.at(-1)).toMatch(/^Today so far\d+$/)
  await picture.getByRole('table').last().getByRole('link').click()
  await page.waitForURL(hub.at('posts/open/'))

  await page.goBack()
  expect(await violationsOf(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 800 })
  expect([await overhang(page), await smallTargets(page)]).toEqual([0, []])
  expect(refused).toEqual([])
  await context.close()
})

test('without JavaScript the tables open, and on paper they are open; forced colours show the bars', async () => {
  const { page, context } = await ownerOf(hub, browser, { javaScriptEnabled: false })
  await page.goto(hub.at('desk/'))
  const table = page.getByRole('table', { name: 'Comments held, by day' })
  expect(await table.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await table.isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen', forcedColors: 'active', colorScheme: 'dark' })
  const colourOf = (selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
  const ground = await colourOf('body', 'background-color')
  expect(await colourOf('.pulse-bar', 'fill')).not.toBe(ground)
  expect(await colourOf('.pulse-before', 'stroke')).not.toBe(ground)
  expect(await colourOf('.pulse-count', 'fill')).not.toBe(ground)
  await context.close()
})
