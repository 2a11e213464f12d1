import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { At } from './hub'

interface Letter {
  to: string
  text: string
}

/**
 * The link in the newest letter to somebody, once it has come, on the host where the hub is now.
 *
 * @param kind a part of the link, where letters of several kinds are on their way
 */
export const linkTo = async (hub: At, page: Page, email: string, kind = '') => {
  const headers = { accept: 'application/json' }
  const find = async () => {
    const answer = await page.request.get(hub.at('dev/mail/'), { headers })
    if (!answer.ok()) return undefined
    const letters = (await answer.json()) as Letter[]
    const letter = letters.find(({ to, text }) => to === email && text.includes(kind))
    return /https?:\S+/.exec(letter?.text ?? '')?.[0]
  }
  let link: string | undefined
  await expect.poll(async () => (link = await find()), { timeout: 20_000 }).toBeDefined()
  const { pathname, search } = new URL(link!)
  return hub.at(pathname + search)
}
