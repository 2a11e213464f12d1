import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { imageMetadata } from 'astro/assets/utils'
import type { PageContext } from './page-context'

/** How a picture is rendered: a file beside the post, from another host, as a link, or as text. */
export type Picture =
  | { as: 'file' | 'shown' | 'link'; src: string }
  /** It is missing or not a picture: its alternative text replaces it. */
  | { as: 'text' }

/** Decides how a picture is rendered. A path from the root starts at the content folder. */
export const pictureAt = async (written: string, page: PageContext): Promise<Picture> => {
  const src = written.trim().startsWith('//') ? `https:${written.trim()}` : written.trim()
  if (/^https?:/i.test(src) && URL.canParse(src)) return remote(src, page)
  const path = readable(src)
  const whole = path?.startsWith('/')
    ? join(page.content, path)
    : path && resolve(dirname(page.file), path)
  if (!whole?.startsWith(page.content + sep) || !(await isPicture(whole))) {
    page.found({ kind: 'missing picture', written })
    return { as: 'text' }
  }
  const beside = relative(dirname(page.file), whole).split(sep).join('/')
  return { as: 'file', src: beside.startsWith('.') ? beside : `./${beside}` }
}

const remote = (src: string, page: PageContext): Picture => {
  if (page.pictureHosts.includes(new URL(src).host)) return { as: 'shown', src }
  page.found({ kind: 'remote picture', written: src })
  return { as: 'link', src }
}

/** The decoded path of a file; undefined if it cannot be decoded. */
const readable = (src: string) => {
  if (/^[a-z][a-z0-9+.-]*:/i.test(src)) return undefined
  try {
    return decodeURI(src.replace(/[?#].*$/s, ''))
  } catch {
    return undefined
  }
}

/**
 * Whether a file is a picture that Astro can read. Asked before the build, which would fail at a file
 * that only has the extension of a picture. Memoized by file.
 */
export const isPicture = async (path: string): Promise<boolean> => {
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file?.isFile()) return false
  const key = `${path} ${file.mtimeMs} ${file.size}`
  const verdict = verdicts.get(key) ?? hasSize(path)
  verdicts.set(key, verdict)
  return verdict
}

const verdicts = new Map<string, Promise<boolean>>()

const hasSize = async (path: string) => {
  try {
    const { width, height } = await imageMetadata(await readFile(path), path)
    return width > 0 && height > 0
  } catch {
    return false
  }
}
