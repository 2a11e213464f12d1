import type { Locator, Page, Request } from 'playwright-core'
import { START_FORM } from '../../worker/discussion/topics/form'
import { drawnAMinuteAgo } from './hub'

/** How often somebody tries before they give up. */
const PATIENCE = 5

const isSent = (request: Request) => request.method() === 'POST'

/** What the hub says where its memory did not answer in time. */
export const RESTING = 'Comments are unavailable right now'
const rests = (page: Page) => page.getByText(RESTING).isVisible()

/** Opens a page; on a machine that is busy, it or the comments in it may rest for a moment. */
export const open = async (page: Page, url: string) => {
  for (let tries = 1; ; tries++) {
    const answer = (await page.goto(url))!
    const isWhole = answer.status() !== 503 && !(await rests(page))
    if (isWhole || tries === PATIENCE) return answer
  }
}

/**
 * Opens a page until something can be read on it: what strangers are shown is kept for a moment,
 * and let go of a little after whoever changed it has had their answer.
 */
export const openUntil = async (page: Page, url: string, found: Locator) => {
  for (let tries = 1; tries < PATIENCE; tries++) {
    await open(page, url)
    const isThere = await found.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    )
    if (isThere) return
  }
  await open(page, url)
  await found.waitFor()
}

/**
 * Makes the form of a button a minute older, if the hub would ask when it was drawn: writing takes
 * time, and a journey takes none.
 */
const takeTime = async (button: Locator) => {
  const action = await button.evaluate(({ form }: HTMLButtonElement) =>
    form?.elements.namedItem('drawn') ? form.getAttribute('action') : null,
  )
  if (action === null) return
  const [, conversation = START_FORM] = /conversations\/([^/]+)\//.exec(action) ?? []
  const drawn = await drawnAMinuteAgo(decodeURIComponent(conversation))
  await button.evaluate(({ form }: HTMLButtonElement, stamp) => {
    const field = form?.elements.namedItem('drawn')
    if (field instanceof HTMLInputElement) field.value = stamp
  }, drawn)
}

/**
 * Presses a button that sends a form, and waits until the page that answers is there. When nothing
 * could be saved just then, does as the hub says: presses it again, or, where the form is gone,
 * sends it once more.
 */
export const press = async (button: Locator) => {
  const page = button.page()
  for (let tries = 1; ; tries++) {
    await takeTime(button)
    const [sent] = await Promise.all([page.waitForRequest(isSent), button.click()])
    const answer = await sent.response()
    await page.waitForLoadState()
    if (answer?.status() !== 503 || tries === PATIENCE) break
    if (!(await button.isVisible()) && (await page.reload())?.status() !== 503) break
  }
  if (await rests(page)) await open(page, page.url())
}
