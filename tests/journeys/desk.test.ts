import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '../../cli/port'
import { command } from '../cli/command'
import { openBrowser } from './hub'
import { comeIn, memberOf } from './member'

const folder = mkdtempSync(join(tmpdir(), 'hub-desk-'))
let running: ReturnType<typeof command>
let browser: Browser
let base: string
const hub = { at: (path: string) => new URL(path, base).href }

beforeAll(async () => {
  const port = String(await freePort())
  base = `http://localhost:${port}/community/`
  running = command(['start'], { HUB_STATE: folder, PORT: port })
  const isUp = () => fetch(hub.at('healthz'))
  ;[browser] = await Promise.all([openBrowser(), vi.waitFor(isUp, { timeout: 200_000 })])
}, 240_000)
afterAll(async () => {
  await browser?.close()
  running.npm.kill('SIGTERM')
  await running.ended()
  rmSync(folder, { recursive: true })
})

/** Opens what can be decided, fills its form and sends it. */
const act = async (
  page: Page,
  label: string,
  fill: (form: ReturnType<Page['locator']>) => Promise<unknown>,
) => {
  const details = page.locator('details', { has: page.locator('summary', { hasText: label }) })
  await details.locator('summary').click()
  await fill(details)
  await details.getByRole('button', { name: label }).click()
}

const find = async (page: Page, name: string) => {
  await page.goto(hub.at('desk/people/'))
  await page.getByLabel(/A part of a name/).fill(name)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name, exact: true }).click()
}

const isIn = async (page: Page) => (await page.goto(hub.at('me/')))!.url() === hub.at('me/')

test.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])(
  'the first owner makes a host, who gives a level and bans somebody: %s',
  async (how, javaScriptEnabled) => {
    const as = (name: string) =>
      memberOf(hub, browser, `${name} ${how.slice(0, -11)}`, { javaScriptEnabled })
    const owner = `olga.owner.${how.slice(0, -11)}@example.org`
    const added = await command(['hub', '--', 'owner', 'add', owner], { HUB_STATE: folder }).ended()
    expect(added).toMatchObject({ code: 0, errors: '' })

    const olga = await as('Olga Owner')
    const harry = await as('Harry Host')
    const rosa = await as('Rosa Rider')
    expect((await harry.page.goto(hub.at('desk/')))!.status()).toBe(404)

    await find(olga.page, harry.name)
    await act(olga.page, 'Change the role', (form) =>
      form.getByLabel('Role', { exact: true }).selectOption('host'),
    )
    await olga.page.locator('h1', { hasText: 'Host' }).waitFor()

    await find(harry.page, rosa.name)
    await act(harry.page, 'Give a level', async (form) => {
      await form.getByLabel('At least').selectOption({ label: 'Expert' })
      await form.getByLabel('Reason').fill('Builds wheels for a living')
    })
    await harry.page.getByText('Given Expert by').waitFor()
    await rosa.page.goto(hub.at('me/'))
    await rosa.page.getByText('Expert').first().waitFor()

    await act(harry.page, 'Ban', async (form) => {
      await form.getByLabel('The last day').fill('2020-01-01')
      await form.getByLabel('Reason').fill('Sold stolen saddles')
    })
    // The browser itself holds back a day that is over.
    await harry.page.locator('details[open] input:invalid').waitFor()
    await harry.page.getByLabel('For good').check()
    await harry.page.getByLabel('The last day').fill('')
    await harry.page.locator('details[open]').getByRole('button', { name: 'Ban' }).click()
    await harry.page.getByText('Banned for good').waitFor()
    expect(await isIn(rosa.page)).toBe(false)
    expect(await isIn(harry.page)).toBe(true)
    await comeIn(hub, rosa.page, rosa.name, rosa.email)
    await rosa.page.getByText('Sold stolen saddles').waitFor()
    expect(await isIn(rosa.page)).toBe(false)

    await harry.page.goto(hub.at('desk/log/'))
    const record = await harry.page.locator('.desk-log li').allTextContents()
    expect(record[0]).toContain(`${harry.name} banned ${rosa.name} for good`)
    expect(record[0]).toContain('Sold stolen saddles')
    expect(record.some((line) => line.startsWith('Somebody with the keys made'))).toBe(true)
    for (const { context } of [olga, harry, rosa]) await context.close()
  },
)
