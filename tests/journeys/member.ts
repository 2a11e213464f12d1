import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { press } from './hands'
import { type At, OWNER, visitor } from './hub'
import { linkTo } from './letters'

const isAtDoors = (page: Page) => /\/sign-in\/(\?|$)/.test(page.url())

/**
 * Through a mailed link, as whom they say if they are new, up to what the hub says to that. Whoever
 * stands before the doors already is led back from there to where they were.
 */
export const knock = async (hub: At, page: Page, name: string, email: string) => {
  if (!isAtDoors(page)) await page.goto(hub.at('sign-in/'))
  await page.getByLabel('Your e-mail').fill(email)
  await press(page.getByRole('button', { name: 'Mail me a link' }))
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  await page.goto(await linkTo(hub, page, email, '/sign-in/'))
  const button = page.locator('hub-main').getByRole('button').first()
  await button.waitFor()
  const field = page.getByLabel('Your name')
  if (await field.isVisible()) await field.fill(name)
  await press(button)
}

/** Somebody comes in by a link in their mail, for the first time or again. */
export const comeIn = async (hub: At, page: Page, name: string, email: string) => {
  await knock(hub, page, name, email)
  const you = page.locator('hub-me').getByRole('link', { name: 'You' })
  // On a machine that is busy the header may rest, too.
  if (!(await you.isVisible())) await page.reload()
  await you.waitFor()
}

const addressOf = (name: string) => {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return `${plain.replaceAll(/\W+/g, '.')}@example.org`
}

/** A member with a browser of their own, who has just come in. */
export const memberOf = async (
  hub: At,
  browser: Browser,
  name: string,
  options: BrowserContextOptions = {},
  email = addressOf(name),
) => {
  const { context, page } = await visitor(browser, options)
  await comeIn(hub, page, name, email)
  return { context, page, name, email }
}

/** By hub: what the owner's browser holds once they have come in. */
const owners = new WeakMap<At, Awaited<ReturnType<BrowserContext['cookies']>>>()

/** The owner, in one more browser. They come in by letter once: an address gets only so many. */
export const ownerOf = async (hub: At, browser: Browser, options: BrowserContextOptions = {}) => {
  const known = owners.get(hub)
  if (!known) {
    const owner = await memberOf(hub, browser, 'Olga Owner', options, OWNER)
    owners.set(hub, await owner.context.cookies())
    return owner
  }
  const { context, page } = await visitor(browser, options)
  await context.addCookies(known)
  await page.goto(hub.at(''))
  return { context, page, name: 'Olga Owner', email: OWNER }
}
