import type { Browser } from 'playwright-core'
import { someAddress } from './hub'

/** What a browser saw of a page: what happened that should not, and how the page looks. */
export interface Seen {
  /** Dialogs, breaches of the policy, requests to elsewhere, navigations; nothing is as it should be. */
  happenings: string[]
  articles: number
  headings: number
  /** What reaches beyond the window's edge: it would have to be scrolled sideways. */
  wide: string[]
  /** Whether the form to add a comment is there, below every comment. */
  hasForm: boolean
  /** All elements of the page outside of the conversation, in order. */
  outside: string
}

/** An answer that was got earlier, to be shown to the browser as it came. */
export interface Kept {
  body: string
  headers: Record<string, string>
}

/** Runs in the page before anything else: what a vector would call tells on it. */
const setTraps = () => {
  const tell = (window as unknown as { happened: (what: string) => void }).happened
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    Object.defineProperty(window, name, { value: () => tell(`${name} was called`) })
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    tell(`the policy's ${violatedDirective} was broken by ${blockedURI}`),
  )
}

/** Runs in the page: touches all that strangers wrote, as a reader's hand would. */
const touch = () => {
  document.addEventListener('click', (click) => click.preventDefault())
  for (const name of ['mouseover', 'focus', 'click'])
    for (const element of document.querySelectorAll(
      ':is(.e-content, .p-author, .comment-quoted, .result) *',
    ))
      element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }))
}

/** Runs in the page: how it looks. */
const look = (): Omit<Seen, 'happenings'> => {
  const form = document.querySelector('form.comment-form')
  const last = [...document.querySelectorAll('article.comment')].at(-1)
  const edge = document.documentElement.clientWidth + 1
  return {
    articles: document.querySelectorAll('article.comment').length,
    headings: document.querySelectorAll('h1').length,
    wide: [...document.querySelectorAll('main, main *')]
      // What is wide by nature has a scroll bar of its own.
      .filter((element) => !element.closest('pre, table, input, .unseen'))
      .filter((element) => {
        const { left, width } = element.getBoundingClientRect()
        return left + Math.max(width, element.scrollWidth) > edge
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 300)),
    hasForm:
      form !== null &&
      (!last || Boolean(last.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_FOLLOWING)),
    outside: [...document.querySelectorAll('*')]
      .filter((element) => !element.closest('hub-thread'))
      .map(({ localName, id }) => (id ? `${localName}#${id}` : localName))
      .join(' '),
  }
}

/** A telephone's window in which nothing can happen unseen. */
export const openTrap = async (browser: Browser, origin: string) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  let address = ''
  let kept: Kept | undefined
  let happenings: string[] = []
  const note = (what: string) => void happenings.push(what)
  await context.exposeFunction('happened', note)
  await context.addInitScript(setTraps)
  context.on('page', () => note('a window was opened'))
  page.on('dialog', (dialog) => {
    note(`a dialog said ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('framenavigated', (frame) => {
    if (frame.url() !== address) note(`${frame.url().slice(0, 80)} was opened`)
  })
  await context.route('**', (route) => {
    const url = route.request().url()
    if (url === address && kept) return route.fulfill(kept)
    if (new URL(url).origin === origin) return route.continue()
    note(`${url.slice(0, 80)} was asked for`)
    return route.abort()
  })
  return {
    context,
    page,
    /** Reads a page, or what was kept of one as if it came from there, and touches all of it. */
    read: async (url: string, answer?: Kept): Promise<Seen> => {
      address = url
      kept = answer
      happenings = []
      await page.setExtraHTTPHeaders({ 'cf-connecting-ip': someAddress() })
      await page.goto(url, { waitUntil: 'load' })
      const seen = await page.evaluate(look)
      await page.evaluate(touch)
      // What a picture or a frame sets going comes a moment later.
      await page.waitForTimeout(50)
      return { ...seen, happenings }
    },
  }
}
