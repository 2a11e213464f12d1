import { execFile } from 'node:child_process'
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

/** Builds the hubs that the tests visit, before any of them runs; one after the other, as Astro
 * keeps notes of a build in one place. */
export default async () => {
  await build('tests/hub', 'hub')
  await build('content', 'sample')
}
