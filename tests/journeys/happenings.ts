import { toWebsite } from '../../worker/lib/email-and-url'
import { toHtml } from '../../worker/markdown/markdown'
import { clean, cleanLine } from '../../worker/lib/clean-text'
import { shareBrowser } from './hub'

/** Everything that happens when Chromium reads this, with no policy to help: nothing should. */
export const happenings = async (html: string): Promise<string[]> => {
  const browser = await shareBrowser()
  const address = 'https://hub.test/community/'
  const seen: string[] = []
  const page = await browser.newPage()
  const note = (what: string) => seen.push(what)
  await page.exposeFunction('happened', note)
  await page.addInitScript(() => {
    const tell = (window as unknown as { happened: (what: string) => void }).happened
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
      Object.defineProperty(window, name, { value: () => tell(`${name} was called`) })
  })
  await page.route('**', (route) => {
    if (route.request().url() === address)
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
    note(`${route.request().url().slice(0, 80)} was asked for`)
    return route.abort()
  })
  page.on('framenavigated', (frame) => {
    if (frame.url() !== address) note(`${frame.url().slice(0, 80)} was opened`)
  })
  await page.goto(address, { waitUntil: 'load' })
  for (const event of ['mouseover', 'focus', 'click'])
    await page.evaluate((name) => {
      document.addEventListener('click', (click) => click.preventDefault())
      for (const element of document.querySelectorAll('article *'))
        element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }))
    }, event)
  // What a picture or a frame sets going comes a moment later.
  await page.waitForTimeout(300)
  const articles = await page.locator('article').count()
  await page.close()
  return [`${articles} articles`, ...seen]
}

const escaped = (text: string) =>
  text.replaceAll(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** A comment by somebody who gave the same words as body, name and website. */
const article = (text: string) => {
  const website = toWebsite(text)
  const name = escaped(cleanLine(text))
  const author = website ? `<a href="${escaped(website)}">${name}</a>` : name
  return `<article><p>${author}</p>${toHtml(clean(text))}</article>`
}

/** A page in which each text is a comment. */
export const pageOf = (texts: string[]) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>a</title>${texts.map(article).join('\n')}`
