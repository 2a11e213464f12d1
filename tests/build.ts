import { execFile } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { built } from './built'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '..')

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

/** The same content for a hub that lives elsewhere, and holds nothing back. */
const moved = (content: string, url: string) => {
  const copy = resolve(built, 'moved')
  rmSync(copy, { recursive: true, force: true })
  cpSync(resolve(root, content), copy, { recursive: true })
  const file = resolve(copy, 'hub.yaml')
  const settings = readFileSync(file, 'utf8').replace(/^url: .*$/m, `url: ${url}`)
  writeFileSync(file, `${settings}${TRUSTING.hub}\n`)
  writeFileSync(resolve(copy, 'levels.yaml'), TRUSTING.levels.join(''))
  return copy
}

/** Builds the hubs that the tests visit, before any of them runs; one after the other, as Astro
 * keeps notes of a build in one place. */
export default async () => {
  await build('tests/hub', 'hub')
  await build('content', 'sample')
  await build(moved('tests/hub', 'https://root.test/'), 'root', { HUB_CARDS: 'off' })
}
