import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { withLock } from '../../cli/lock'
import { root } from '../../cli/settings'

const filesOf = (path: string): string[] => {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/**
 * A hash of all that a build depends on: files and folders below the root, the version of Node, and
 * the day, since some of what is built depends on the date.
 */
const fingerprint = (sources: readonly string[]): string => {
  const hash = createHash('sha256').update(`${process.version} ${new Date().toDateString()}`)
  for (const file of sources.flatMap((source) => filesOf(resolve(root, source))))
    hash.update(`\0${file}\0`).update(readFileSync(file))
  return hash.digest('hex')
}

/**
 * Runs `build` unless what `output` holds was built from the same sources. Concurrent test runs of a
 * checkout wait for each other; a build that fails leaves no output that counts as built.
 *
 * @param output the path that `build` writes to; `<output>.built` notes what it was built from
 * @param sources files and folders, from the root
 */
export const buildOnce = (
  output: string,
  sources: readonly string[],
  build: () => Promise<unknown>,
): Promise<void> => {
  const note = `${output}.built`
  const wanted = fingerprint(sources)
  const isBuilt = () =>
    existsSync(note) && existsSync(output) && readFileSync(note, 'utf8') === wanted
  mkdirSync(dirname(output), { recursive: true })
  return withLock(`${output}.lock`, async () => {
    if (isBuilt()) return
    rmSync(note, { force: true })
    await build()
    writeFileSync(note, wanted)
  })
}
