import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { readHub } from './build-output'

/** Files whose content is part of the pages. The names of all others are enough, or in these. */
const TEXTS = new Set(['.html', '.xml', '.json', '.txt', '.webmanifest'])

/** A hash of the files of a built site, the same for the same files. */
const buildIdOf = (site: string): string => {
  const hash = createHash('sha256')
  for (const path of globSync('**/*.*', { cwd: site }).toSorted()) {
    hash.update(`${path}\0`)
    if (TEXTS.has(extname(path))) hash.update(readFileSync(join(site, path))).update('\0')
  }
  return hash.digest('hex').slice(0, 12)
}

/**
 * Writes the id of the build into `hub.json`. It is part of the key of cached pages: a page that was
 * composed before a deployment names styles that are no longer there.
 *
 * @param site the folder of a finished build, with `hub.json` at its root
 */
export const nameBuild = (site: string): void => {
  const hub = { ...readHub(site), build: buildIdOf(site) }
  writeFileSync(join(site, 'hub.json'), JSON.stringify(hub))
}
