import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../../cli/settings'
import { built } from '../built'
import { DATABASE, type FakeCloudflare } from './fake-cloudflare'

/** What a deployment reads of the project. */
const PARTS = ['cli', 'site', 'worker', 'astro.config.mjs', 'package.json', 'tsconfig.json']

/**
 * A copy of the project in which an owner has set up their database, because `npm run deploy` reads
 * `wrangler.toml` at the root. It lies below the project, and so finds its packages.
 */
export const copyProject = (name: string): string => {
  const copy = resolve(built, name)
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const part of PARTS) cpSync(resolve(root, part), resolve(copy, part), { recursive: true })
  const settings = readFileSync(resolve(root, 'wrangler.toml'), 'utf8')
  const owned = settings.replace('00000000-0000-0000-0000-000000000000', DATABASE)
  writeFileSync(resolve(copy, 'wrangler.toml'), owned)
  return copy
}

/** Runs `npm run deploy` in the copy, against the stand-in; also gives its time and peak memory. */
export const deployCopy = async (
  copy: string,
  content: string,
  cloudflare: FakeCloudflare,
  more: string[] = [],
) => {
  const usage = resolve(copy, 'usage.json')
  const before = performance.now()
  const meter = pathToFileURL(resolve(root, 'tests/bench/usage.mjs')).href
  const args = ['--import', meter, '--import', 'tsx', 'cli/deploy.ts', ...more]
  const command = spawn(process.execPath, args, {
    cwd: copy,
    env: {
      ...process.env,
      BENCH_USAGE: usage,
      HUB_CONTENT: content,
      HUB_CARDS: 'off',
      CLOUDFLARE_API_BASE_URL: cloudflare.url,
      CLOUDFLARE_API_TOKEN: 'secret',
      CI: '1',
    },
  })
  let output = ''
  for (const stream of [command.stdout, command.stderr])
    stream.on('data', (words: Buffer) => (output += words))
  const [code] = await once(command, 'close')
  const { megabytes }: { megabytes: number } = JSON.parse(readFileSync(usage, 'utf8'))
  const seconds = (performance.now() - before) / 1000
  return { code: code as number | null, output, seconds, megabytes }
}
