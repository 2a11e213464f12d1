import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../cli/settings'
import { askWrangler } from '../../cli/wrangler'
import { built, bundle, bundleParts } from '../built'
import { buildOnce } from './fingerprint'

const run = promisify(execFile)

const build = (content: string, out: string, env: Record<string, string> = {}) =>
  run(process.execPath, ['--import', 'tsx', 'cli/build.ts', '--out', resolve(built, out)], {
    cwd: root,
    env: { ...process.env, HUB_CONTENT: resolve(root, content), ...env },
  })

/** What a hub needs that shows every comment at once, however many links are in it. */
const TRUSTING = {
  hub: 'comments: { hold: none }',
  levels: ['guest', 'newcomer', 'regular', 'expert'].map(
    (id) => `- { id: ${id}, may: { comment: at-once, links: 1000, perHour: 1000 } }\n`,
  ),
}

/** The one line by which the moved hub has left a network that the other is still at. */
const LEFT = ['  name: Bluesky\n', '  name: Bluesky\n  retired: 2026-01-31\n'] as const

/** A network to be left on a day that is long in coming. */
const TO_BE_LEFT = '\n- id: later\n  name: Later\n  retired: 2126-01-01\n'

/** The same content for a hub that lives elsewhere, holds nothing back, has left a network, is to
 * leave another, and has a resource of nothing but words. */
const moved = (content: string, url: string) => {
  const copy = resolve(built, 'moved')
  rmSync(copy, { recursive: true, force: true })
  cpSync(resolve(root, content), copy, { recursive: true })
  const file = resolve(copy, 'hub.yaml')
  const settings = readFileSync(file, 'utf8').replace(/^url: .*$/m, `url: ${url}`)
  writeFileSync(file, `${settings}${TRUSTING.hub}\n`)
  writeFileSync(resolve(copy, 'levels.yaml'), TRUSTING.levels.join(''))
  const networks = resolve(copy, 'networks.yaml')
  writeFileSync(networks, readFileSync(networks, 'utf8').replace(...LEFT) + TO_BE_LEFT)
  const resource = resolve(copy, 'posts/toolbox.md')
  writeFileSync(resource, readFileSync(resource, 'utf8').replace(/^(?:links|contacts): .*\n/gm, ''))
  return copy
}

/** Puts the Worker together as for a deployment: once, and not for each hub that the tests start. */
const bundleWorker = async () => {
  // It loads all of wrangler, which no test waits for that only waits for the bundle.
  const { deriveConfiguration } = await import('../../cli/configuration')
  const assets = resolve(built, 'none')
  mkdirSync(assets, { recursive: true })
  const configuration = deriveConfiguration(resolve(built, 'deployed.json'), { assets })
  const { code, output, errors } = await askWrangler([
    'deploy',
    '--dry-run',
    `--outdir=${dirname(bundle)}`,
    `--metafile=${bundleParts}`,
    `--config=${configuration}`,
  ])
  if (code !== 0) throw new Error(`The Worker cannot be bundled.\n${output}${errors}`)
}

/** What every page is made of, whatever the content. */
const SITE = ['site', 'cli', 'astro.config.mjs', 'package-lock.json']

/** What a change to this file changes: how each hub is built. */
const HERE = 'tests/setup/hubs.ts'

const hubs = {
  hub: () =>
    buildOnce(resolve(built, 'hub'), [...SITE, HERE, 'tests/hub'], () => build('tests/hub', 'hub')),
  sample: () =>
    buildOnce(resolve(built, 'sample'), [...SITE, HERE, 'content'], () =>
      build('content', 'sample', { HUB_CARDS: 'off' }),
    ),
  root: () =>
    buildOnce(resolve(built, 'root'), [...SITE, HERE, 'tests/hub'], () =>
      build(moved('tests/hub', 'https://root.test/'), 'root', { HUB_CARDS: 'off' }),
    ),
}

/** The Worker in one file, for hubs that run as they are deployed. */
const worker = () =>
  buildOnce(
    bundle,
    [
      'worker',
      'site/contract.ts',
      'site/contract',
      'cli',
      'wrangler.toml',
      'package-lock.json',
      HERE,
    ],
    bundleWorker,
  )

/** Builds all hubs that tests visit, one after the other, as Astro keeps notes of a build in one place. */
const prepareHubs = async () => {
  await hubs.hub()
  await hubs.sample()
  await hubs.root()
}

/** The hub of tests/hub, which the tests in workerd have as their pages, and whatever a test may visit. */
const prepared = {
  hub: () => hubs.hub(),
  all: () => Promise.all([worker(), prepareHubs()]).then(() => undefined),
}

const begun = new Map<keyof typeof prepared, Promise<void>>()

/** Waits until these are built; what another process is building is waited for, and not built twice. */
export const prepare = (what: keyof typeof prepared): Promise<void> => {
  const building = begun.get(what) ?? prepared[what]()
  begun.set(what, building)
  return building
}

/**
 * Begins to build, and waits for it only at the end of the run: tests that need no build run
 * meanwhile, and those that need one wait for it. A build that fails says so to them.
 */
export const prepareMeanwhile = (what: keyof typeof prepared) => {
  const building = prepare(what).catch(() => undefined)
  return () => building
}
