import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { press } from './page-actions'
import { type At, OWNER, visitor } from './hub'
import { linkTo } from './letters'

type Visitor = Awaited<ReturnType<typeof visitor>>

const isAtDoors = (page: Page) => /\/sign-in\/(\?|$)/.test(page.url())

/**
 * Through a mailed link, as whom they say if they are new, up to what the hub says to that. Whoever
 * stands before the doors already is led back from there to where they were.
 */
export const knock = async (hub: At, page: Page, name: string, email: string) => {
  if (!isAtDoors(page)) await page.goto(hub.at('sign-in/'))
  await page.getByLabel('Email address').fill(email)
  await press(page.getByRole('button', { name: 'Email me a sign-in link' }))
  await page.getByRole('heading', { name: 'Check your email' }).waitFor()
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

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/**
 * Signs a browser in by a mailed link without opening the pages of it: what they do in a browser is
 * for the journey of signing in.
 */
const signIn = async (hub: At, { page, address }: Visitor, name: string, email: string) => {
  const send = async (url: string, form: Record<string, string>) => {
    const headers = {
      'sec-fetch-site': 'same-origin',
      'cf-connecting-ip': address,
      'user-agent': FIREFOX,
    }
    const post = () => page.request.post(url, { form, headers, maxRedirects: 0 })
    // On a machine that is busy the hub may ask to try again.
    await expect.poll(async () => (await post()).status(), { timeout: 20_000 }).toBe(303)
  }
  await send(hub.at('sign-in/'), { email, returnTo: new URL(hub.at('')).pathname })
  await send(await linkTo(hub, page, email, '/sign-in/'), { name })
}

/** A member with a browser of their own, who has just come in. */
export const memberOf = async (
  hub: At,
  browser: Browser,
  name: string,
  options: BrowserContextOptions = {},
  email = addressOf(name),
) => {
  const come = await visitor(browser, options)
  await signIn(hub, come, name, email)
  await come.page.goto(hub.at(''))
  return { context: come.context, page: come.page, name, email }
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
