import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overhang, smallTargets, violationsOf } from './axe'
import { press } from './page-actions'
import { fresh, shareBrowser, type RunningHub, startHub } from './hub'
import { knock, memberOf, ownerOf } from './member'
import { ways } from '../setup/size'

let hub: RunningHub
let browser: Browser

beforeAll(async () => {
  ;[hub, browser] = await Promise.all([startHub('hub'), shareBrowser()])
})
afterAll(() => hub?.close())

type Fill = (form: Locator) => Promise<unknown>

/** Opens what can be decided, and fills its form; the button that sends it. */
const prepare = async (page: Page, label: string, fill: Fill) => {
  const details = page.locator('details', { has: page.locator('summary', { hasText: label }) })
  await details.locator('summary').click()
  await fill(details)
  return details.getByRole('button', { name: label })
}

/** Decides it. */
const act = async (page: Page, label: string, fill: Fill) => press(await prepare(page, label, fill))

const find = async (page: Page, name: string) => {
  await page.goto(hub.at('desk/people/'))
  await page.getByLabel(/Part of a name/).fill(name)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name, exact: true }).click()
}

const isIn = async (page: Page) => (await page.goto(hub.at('me/')))!.url() === hub.at('me/')

test.each(ways)(
  'the first owner makes a host, who grants a level and bans a member: %s',
  async (_, javaScriptEnabled) => {
    const as = (name: string) => memberOf(hub, browser, fresh(name), { javaScriptEnabled })
    const olga = await ownerOf(hub, browser, { javaScriptEnabled })
    const harry = await as('Harry Host')
    const rosa = await as('Rosa Rider')
    expect((await harry.page.goto(hub.at('desk/')))!.status()).toBe(404)

    await find(olga.page, harry.name)
    await act(olga.page, 'Change the role', (form) =>
      form.getByLabel('Role', { exact: true }).selectOption('host'),
    )
    await olga.page.locator('h1', { hasText: 'Host' }).waitFor()

    await find(harry.page, rosa.name)
    await act(harry.page, 'Grant a level', async (form) => {
      await form.getByLabel('At least').selectOption({ label: 'Expert' })
      await form.getByLabel('Reason').fill('Builds wheels for a living')
    })
    await harry.page.getByText('Granted Expert by').waitFor()
    await rosa.page.goto(hub.at('me/'))
    await rosa.page.getByText('Expert').first().waitFor()

    const ban = await prepare(harry.page, 'Ban', async (form) => {
      await form.getByLabel('Last day').fill('2020-01-01')
      await form.getByLabel('Reason').fill('Sold stolen saddles')
    })
    await ban.click()
    // The browser itself holds back a day that is over.
    await harry.page.locator('details[open] input:invalid').waitFor()
    await harry.page.locator('details[open]').getByLabel('Permanently').check()
    await harry.page.locator('details[open]').getByLabel('Last day').fill('')
    await press(ban)
    await harry.page.getByText('Banned permanently').waitFor()
    expect(await isIn(rosa.page)).toBe(false)
    expect(await isIn(harry.page)).toBe(true)
    await knock(hub, rosa.page, rosa.name, rosa.email)
    await rosa.page.getByText('Sold stolen saddles').waitFor()
    expect(await isIn(rosa.page)).toBe(false)

    await harry.page.goto(hub.at('desk/log/'))
    const record = await harry.page.locator('.desk-log li').allTextContents()
    expect(record[0]).toContain(`${harry.name} banned ${rosa.name} permanently`)
    expect(record[0]).toContain('Sold stolen saddles')
    expect(record.some((line) => line.startsWith('The command line made'))).toBe(true)
    for (const { context } of [olga, harry, rosa]) await context.close()
  },
)

test('the desk is accessible: light and dark mode, 320 px, keyboard only', async () => {
  const { page, context } = await ownerOf(hub, browser)
  const ben = await memberOf(hub, browser, fresh('Ben Unbreakable-Long-Surname-Of-Many-Parts-And'))
  await find(page, ben.name)
  await act(page, 'Limit the level', (form) => form.getByLabel('Reason').fill('x'.repeat(300)))
  const member = page.url()

  const found: Record<string, unknown> = {}
  const look = async (name: string) => {
    await page.setViewportSize({ width: 1280, height: 800 })
    const violations = await violationsOf(page)
    await page.setViewportSize({ width: 320, height: 800 })
    const [small, over] = [await smallTargets(page), await overhang(page)]
    if (violations.length + small.length + over > 0) found[name] = { violations, small, over }
  }
  for (const path of ['desk/', 'desk/people/', 'desk/people/?q=nobody', 'desk/log/']) {
    await page.goto(hub.at(path))
    await look(path)
  }
  await page.goto(member)
  for (const summary of await page.locator('summary').all()) await summary.click()
  await look('a member, every form open')

  // By keyboard alone: what is folded opens, and a refusal takes the focus to its field.
  await page.goto(member)
  await page.locator('summary', { hasText: 'Ban' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('details[open]').getByLabel('Permanently').focus()
  await page.keyboard.press('Space')
  await page
    .locator('details[open] textarea')
    .evaluate((field) => field.removeAttribute('required'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Please give a reason').waitFor()
  await page.locator(`[id="${member.split('/').at(-2)}-ban-reason"]:focus`).waitFor()
  await look('a member, a form refused')
  expect(found).toEqual({})
  for (const one of [context, ben.context]) await one.close()
})
