import { resolve } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core'
import { createTestHarness } from 'wrangler'
import { deriveConfiguration } from '../../cli/configuration'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { stampFor } from '../../worker/spam/stamp'
import { built, bundle } from '../built'
import { serveHub } from '../serving'

const SECRET = 'a secret for tests alone'

/** A hub that runs as it does for people: over HTTP, with a database of its own. */
export interface RunningHub {
  /** Its front page. */
  url: string
  /** An address below its base, whole. */
  at: (path: string) => string
  close: () => Promise<void>
}

/**
 * Starts a built hub on a free port.
 *
 * @param name which of the hubs that tests/build.ts builds
 * @param base where that one lives on its host
 * @param settings more settings, once it is known where it listens
 */
export const startHub = async (
  name: string,
  base = '/community/',
  settings?: (origin: string) => Promise<Record<string, string>>,
): Promise<RunningHub> => {
  const configured = (vars: Record<string, string> = {}) => ({
    workers: [
      {
        configPath: deriveConfiguration(resolve(built, `${name}.journey.json`), {
          assets: resolve(built, name),
          bundle,
          vars: { HUB_LOCAL: '1', HUB_SECRET: SECRET, ...vars },
        }),
      },
    ],
  })
  const server = createTestHarness(configured())
  const { url } = await server.listen()
  if (settings) await server.update(configured(await settings(url.origin)))
  await server.getWorker().applyD1Migrations('DB')
  return {
    url: new URL(base, url).href,
    at: (path) => new URL(path, new URL(base, url)).href,
    close: () => server.close(),
  }
}

/**
 * Starts the hub of tests/hub as `npm start` does, its database in a folder: commands given that
 * folder as HUB_STATE work on it while it runs.
 */
export const startHubIn = async (state: string): Promise<RunningHub> => {
  await withLocalDatabase(state, migrate)
  const { port, server } = await serveHub(state)
  const url = `http://localhost:${port}/community/`
  return { url, at: (path) => new URL(path, url).href, close: server.stop }
}

/** Chromium: the one that `CHROME_PATH` names, or on Linux the one in the npm package. */
export const openBrowser = async (): Promise<Browser> => {
  const named = process.env['CHROME_PATH']
  if (named) return chromium.launch({ executablePath: named })
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' })
  // Its makers want one process, as a Lambda does; here that dies with the first closed context. They
  // want a graphics card played by the processor, too, which takes three times as long to draw a page.
  const args = sparticuz.args.filter(
    (arg) => !/^--(single-process|.*(gpu|gl=|swiftshader))/.test(arg),
  )
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...args, '--disable-gpu', '--in-process-gpu'],
  })
}

/** The stamp of a conversation's form that was drawn a minute ago. */
export const drawnAMinuteAgo = (conversation: string) =>
  stampFor(SECRET, conversation, new Date(Date.now() - 60_000))

/** Whoever writes a comment in a journey has taken a minute for it, in no time: its form is on its way made older. */
const takeTime = (context: BrowserContext) =>
  context.route(/\/conversations\/[^/]+\/comments$/, async (route) => {
    const request = route.request()
    const [, conversation = ''] = /conversations\/([^/]+)\//.exec(request.url()) ?? []
    const sent = new URLSearchParams(request.postData() ?? '')
    if (sent.has('drawn'))
      sent.set('drawn', await drawnAMinuteAgo(decodeURIComponent(conversation)))
    await route.continue({ postData: sent.toString() })
  })

let visitors = 0

/**
 * Somebody with a browser of their own, at an address of their own: a context whose every request
 * says so, as Cloudflare's edge would.
 */
export const visitor = async (browser: Browser, options: BrowserContextOptions = {}) => {
  visitors++
  const address = `203.0.113.${visitors}`
  const context = await browser.newContext({
    // Nothing to wait for but the hub.
    reducedMotion: 'reduce',
    ...options,
    extraHTTPHeaders: { 'cf-connecting-ip': address },
  })
  await takeTime(context)
  return { context, page: await context.newPage(), address }
}

/** Everybody who writes in a journey gives a name and an address like these. */
export const guest = (name: string) => ({ name, email: `${name.toLowerCase()}@example.org` })
