import type { Page } from 'playwright-core'
import type { RunningHub } from './hub'

/** The link in the newest letter to somebody, at the address where the hub listens. */
const letterTo = async (page: Page, hub: RunningHub, email: string) => {
  const headers = { accept: 'application/json' }
  const answer = await page.request.get(hub.at('dev/mail/'), { headers })
  const letters: { to: string; text: string }[] = await answer.json()
  const link = new URL(/https?:\S+/.exec(letters.find(({ to }) => to === email)!.text)![0])
  return new URL(link.pathname + link.search, hub.url).href
}

/** From the page of the doors through a mailed link: somebody new comes in, and is led back. */
export const comeIn = async (
  page: Page,
  hub: RunningHub,
  { name, email }: { name: string; email: string },
) => {
  await page.getByLabel('Your e-mail').fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
  await page.goto(await letterTo(page, hub, email))
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Become a member' }).click()
  await page.locator('hub-me').getByRole('link', { name: 'You' }).waitFor()
}
