import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { visitor } from './hub'

/** Where somebody is at home: `at` makes an address below a hub's base whole. */
interface At {
  at: (path: string) => string
}

interface Letter {
  to: string
  text: string
}

/** Follows the link in the newest letter to somebody. */
const openLetter = async (hub: At, page: Page, email: string) => {
  const answer = await page.request.get(hub.at('dev/mail/'), {
    headers: { accept: 'application/json' },
  })
  const letters = (await answer.json()) as Letter[]
  const letter = letters.find(({ to }) => to === email)
  const link = /https?:\S+\/sign-in\/\S+/.exec(letter?.text ?? '')?.[0]
  if (!link) throw new Error(`no letter with a way in came to ${email}`)
  await page.goto(link)
}

/** Somebody comes in by a link in their mail, as whom they say if they are new. */
export const comeIn = async (hub: At, page: Page, name: string, email: string) => {
  await page.goto(hub.at('sign-in/'))
  await page.getByLabel('Your e-mail').fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.waitForURL(/\/sent\//)
  await openLetter(hub, page, email)
  const field = page.getByLabel('Your name')
  if (await field.count()) await field.fill(name)
  await page.locator('hub-main').getByRole('button').first().click()
}

/** A member with a browser of their own, who has just come in. */
export const memberOf = async (
  hub: At,
  browser: Browser,
  name: string,
  options: BrowserContextOptions = {},
) => {
  const { context, page } = await visitor(browser, options)
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const email = `${plain.replaceAll(/\W+/g, '.')}@example.org`
  await comeIn(hub, page, name, email)
  return { context, page, name, email }
}
