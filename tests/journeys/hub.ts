import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { D1Database } from '@cloudflare/workers-types'
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { createTestHarness, unstable_splitSqlQuery as splitSql } from 'wrangler'
import { deriveConfiguration } from '../../cli/configuration'
import { root } from '../../cli/settings'
import { signTimestamp } from '../../worker/discussion/spam/form-timestamp.token'
import { stopToken } from '../../worker/notifications/stops/token'
import { built, bundle } from '../built'
import { namedBrowser, packagedChromium } from '../setup/chromium'

const SECRET = 'a secret for tests alone'

/** Whoever comes in with this address is an owner. */
export const OWNER = 'olga.owner@example.org'

/** Where somebody is at home. */
export interface At {
  /** An address below a hub's base, whole. */
  at: (path: string) => string
}

/** A hub that runs as it does for people: over HTTP, with a database of its own. */
export interface RunningHub extends At {
  /** Its front page. */
  url: string
  database: D1Database
  close: () => Promise<void>
}

/** Every migration, a statement a line, as `exec` takes them: asked one by one they take a second. */
const migrations = () => {
  const folder = resolve(root, 'worker/migrations')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .flatMap((name) => splitSql(readFileSync(resolve(folder, name), 'utf8')))
    .map((statement) => statement.replaceAll(/^\s*--.*$/gm, '').replaceAll(/\s*\n\s*/g, ' '))
    .join('\n')
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
          vars: { HUB_LOCAL: '1', HUB_SECRET: SECRET, OWNER_EMAIL: OWNER, ...vars },
        }),
      },
    ],
  })
  const server = createTestHarness(configured())
  const { url } = await server.listen()
  if (settings) await server.update(configured(await settings(url.origin)))
  const { DB: database } = await server.getWorker<{ DB: D1Database }>().getEnv()
  await database.exec(migrations())
  return {
    url: new URL(base, url).href,
    at: (path) => new URL(path, new URL(base, url)).href,
    database,
    close: () => server.close(),
  }
}

/** By name: hubs that files share which follow each other in one process. */
const open = new Map<string, Promise<RunningHub>>()

/**
 * A built hub that others have visited, and are visiting: who comes is somebody new, and finds what
 * they have said by their own words. It ends with the process.
 */
export const visitHub = (name: string): Promise<RunningHub> => {
  const hub = open.get(name) ?? startHub(name)
  open.set(name, hub)
  return hub
}

/** Features that Chromium is without: to keep a process ready for a page nobody opens, first of all. */
const unused =
  'SpareRendererForSitePerProcess,AudioServiceOutOfProcess,IsolateOrigins,site-per-process'

/** Starts Chromium: the one that `CHROME_PATH` names, or on Linux the one in the npm package. */
export const openBrowser = async (): Promise<Browser> => {
  const named = namedBrowser()
  if (named) return chromium.launch({ executablePath: named })
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' })
  // Its makers want one process, as a Lambda does; here that dies with the first closed context. They
  // want a graphics card played by the processor, too, which takes three times as long to draw a page.
  const args = sparticuz.args.filter(
    (arg) => !/^--(single-process|no-zygote|disable-features=|.*(gpu|gl=|swiftshader))/.test(arg),
  )
  return chromium.launch({
    executablePath: await packagedChromium(),
    args: [...args, `--disable-features=${unused}`, '--disable-gpu', '--in-process-gpu'],
  })
}

let browser: Promise<Browser> | undefined

/** The browser that files share which follow each other in one process; it ends with that. */
export const shareBrowser = (): Promise<Browser> => (browser ??= openBrowser())

/** The stamp of a conversation's form that was drawn a minute ago. */
export const drawnAMinuteAgo = (conversation: string) =>
  signTimestamp(SECRET, conversation, new Date(Date.now() - 60_000))

/** The path, below the hub's base, by which a guest stops emails about a post without signing in. */
export const stopPathOf = async (id: string, conversation: string) => {
  const link = { recipient: { kind: 'guest', id }, topic: { kind: 'reply', conversation } } as const
  return `stop/${await stopToken(SECRET, link)}/`
}

const anyByte = () => Math.floor(Math.random() * 256)

/** An address that nobody else asks from. */
export const someAddress = () => `10.${anyByte()}.${anyByte()}.${anyByte()}`

/**
 * Somebody with a browser of their own, at an address of their own: a context whose every request
 * says so, as Cloudflare's edge would.
 */
export const visitor = async (browser: Browser, options: BrowserContextOptions = {}) => {
  const address = someAddress()
  const context = await browser.newContext({
    // Nothing to wait for but the hub.
    reducedMotion: 'reduce',
    ...options,
    extraHTTPHeaders: { 'cf-connecting-ip': address },
  })
  return { context, page: await context.newPage(), address }
}

/**
 * Words, or a name, that nobody has used before: who walks a journey again, as after a failure,
 * finds nothing of the first time in the way.
 */
export const fresh = (words: string) => `${words} ${crypto.randomUUID().slice(0, 6)}`

/** Somebody nobody has seen before, as guests say who they are. */
export const guest = (called: string) => {
  const name = fresh(called)
  return { name, email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org` }
}
