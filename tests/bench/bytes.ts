import { brotliCompressSync, constants } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { openBrowser } from '../journeys/hub'
import { startHub } from './hub'
import type { Part } from './report'

/** What a browser asks for as what, and the name under which it is counted. */
const named: Record<string, string> = {
  document: 'HTML',
  stylesheet: 'styles',
  script: 'JavaScript',
  font: 'fonts',
  image: 'pictures',
}
/** Compressed already: these travel as they are. */
const packed = new Set(['fonts', 'pictures'])

interface File {
  type: string
  path: string
  plain: number
  sent: number
}

/** Files are compressed once, as well as it goes; pages as they leave, as an edge does it. */
const squeezed = (body: Buffer, type: string) =>
  brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: type === 'HTML' ? 5 : 11 },
  }).length

const fileOf = async (answer: Response): Promise<File> => {
  const type = named[answer.request().resourceType()] ?? 'other'
  const body = await answer.body()
  const sent = packed.has(type) ? body.length : squeezed(body, type)
  return { type, path: new URL(answer.url()).pathname, plain: body.length, sent }
}

/** All that a page asks for while somebody reads it to its end. */
const readThrough = async (page: Page, url: string) => {
  const answers: Response[] = []
  page.on('response', (answer) => answers.push(answer))
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.keyboard.press('End')
  await page.waitForTimeout(500)
  return answers
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const sum = (files: File[]) => files.reduce((all, { sent }) => all + sent, 0)

/** What a reader of a post with 50 comments is sent. */
export const bytes = async (): Promise<Part> => {
  const hub = await startHub()
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const answers = await readThrough(page, hub.post('fifty'))
    const cookies = await context.cookies()
    const shown = await page.locator('article.comment').count()
    if (shown !== 50) throw new Error(`expected a page of 50 comments, found ${shown}`)
    const foreign = answers.filter((answer) => !answer.url().startsWith(hub.origin))
    const files = await Promise.all(answers.map(fileOf))
    const scripts = sum(files.filter(({ type }) => type === 'JavaScript'))
    const all = sum(files.filter(({ type }) => type !== 'pictures'))
    return {
      title: 'Bytes',
      how: 'All that Chromium asks for on the page of a post with 50 comments, read to its end, with an empty cache. Sent: HTML by brotli 5, as an edge compresses what it composes; styles and scripts by brotli 11; fonts and pictures as they are. The local server sends everything plain.',
      targets: [
        {
          what: 'JavaScript',
          keep: '≤ 4 kB',
          found: kilobytes(scripts),
          kept: scripts <= 4000,
        },
        {
          what: 'all without pictures',
          keep: '≤ 40 kB',
          found: kilobytes(all),
          kept: all <= 40_000,
          cause:
            'the largest files are told below; where there are two of a font, the second came for letters beyond English, such as the å in the name of one who comments.',
        },
        {
          what: 'requests to others',
          keep: '0',
          found: String(foreign.length),
          kept: foreign.length === 0,
        },
        {
          what: 'cookies',
          keep: '0',
          found: String(cookies.length),
          kept: cookies.length === 0,
        },
      ],
      tables: [
        {
          head: ['type', 'files', 'plain', 'sent'],
          rows: [...Map.groupBy(files, ({ type }) => type)].map(([type, some]) => [
            type,
            String(some.length),
            kilobytes(some.reduce((all, { plain }) => all + plain, 0)),
            kilobytes(sum(some)),
          ]),
        },
        {
          title: 'By file',
          head: ['file', 'plain', 'sent'],
          rows: files
            .toSorted((a, b) => b.sent - a.sent)
            .map(({ path, plain, sent }) => [`\`${path}\``, kilobytes(plain), kilobytes(sent)]),
        },
      ],
    }
  } finally {
    await browser.close()
    await hub.stop()
  }
}
