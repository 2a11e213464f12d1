import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from '../../cli/lock'
import { root } from '../../cli/settings'

const run = promisify(execFile)
const { resolve: find } = createRequire(import.meta.url)

/** The version of the package: another one is unpacked beside it. */
const packaged = (): string => {
  const home = resolve(dirname(find('@sparticuz/chromium')), '..')
  const { version } = createRequire(import.meta.url)(join(home, 'package.json'))
  return version
}

/**
 * Unpacks Chromium into `folder`. The package always unpacks into the system's temporary folder, so
 * a child process gets a temporary folder of its own. The child has ended, and its files are closed,
 * before the browser can be started: a program that is still open for writing fails with ETXTBSY.
 */
const unpack = async (folder: string): Promise<void> => {
  mkdirSync(dirname(folder), { recursive: true })
  const part = mkdtempSync(`${folder}.part-`)
  try {
    const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
    await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      env: { ...process.env, TMPDIR: part },
    })
    renameSync(part, folder)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

/** The path of the packaged Chromium below `caches`; unpacks it once, even for concurrent callers. */
export const packagedChromium = async (
  caches = resolve(root, 'node_modules/.cache/porchlight'),
): Promise<string> => {
  const folder = join(caches, `chromium-${packaged()}`)
  if (!existsSync(folder))
    await withLock(`${folder}.lock`, async () => {
      if (!existsSync(folder)) await unpack(folder)
    })
  return join(folder, 'chromium')
}

/** The path of the browser to use instead: `CHROME_PATH`. */
export const namedBrowser = (): string | undefined => process.env['CHROME_PATH'] || undefined

/**
 * Begins to unpack it before the first journey, so that none of them waits for it or pays for it with
 * its own time. A journey that comes sooner waits, and hears what failed.
 */
export default () => {
  if (process.platform !== 'linux' || namedBrowser()) return undefined
  const unpacking = packagedChromium().catch(() => undefined)
  return async () => void (await unpacking)
}
