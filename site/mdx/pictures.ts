import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { imageMetadata } from 'astro/assets/utils'
import type { PageContext } from './page-context'

/** What becomes of a picture: shown from beside the post or from a host, linked to, or told. */
export type Picture =
  | { as: 'file' | 'shown' | 'link'; src: string }
  /** It is not there, or is no picture: its text stands for it. */
  | { as: 'text' }

/** Decides about a picture. A path from the root is one from the content folder. */
export const pictureAt = async (written: string, place: PageContext): Promise<Picture> => {
  const src = written.trim().startsWith('//') ? `https:${written.trim()}` : written.trim()
  if (/^https?:/i.test(src) && URL.canParse(src)) return remote(src, place)
  const path = readable(src)
  const whole = path?.startsWith('/')
    ? join(place.content, path)
    : path && resolve(dirname(place.file), path)
  if (!whole?.startsWith(place.content + sep) || !(await isPicture(whole))) {
    place.found({ kind: 'missing picture', written })
    return { as: 'text' }
  }
  const beside = relative(dirname(place.file), whole).split(sep).join('/')
  return { as: 'file', src: beside.startsWith('.') ? beside : `./${beside}` }
}

const remote = (src: string, place: PageContext): Picture => {
  if (place.pictureHosts.includes(new URL(src).host)) return { as: 'shown', src }
  place.found({ kind: 'remote picture', written: src })
  return { as: 'link', src }
}

/** The path of a file, or nothing when its escapes make no text. */
const readable = (src: string) => {
  if (/^[a-z][a-z0-9+.-]*:/i.test(src)) return undefined
  try {
    return decodeURI(src.replace(/[?#].*$/s, ''))
  } catch {
    return undefined
  }
}

/**
 * Whether Astro can tell what a file is a picture of. It ends the whole build at one that is only
 * called so, which is why it is asked beforehand; each file once.
 */
export const isPicture = async (path: string): Promise<boolean> => {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file?.isFile()) return false
  const key = `${path} ${file.mtimeMs} ${file.size}`
  const verdict = verdicts.get(key) ?? measured(path)
  verdicts.set(key, verdict)
  return verdict
}

const verdicts = new Map<string, Promise<boolean>>()

const measured = async (path: string) => {
  try {
    const { width, height } = await imageMetadata(await readFile(path), path)
    return width > 0 && height > 0
  } catch {
    return false
  }
}
