import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Place } from './place'

/** What becomes of a picture: shown from beside the post or from a host, linked to, or told. */
export type Picture =
  | { as: 'file' | 'shown' | 'link'; src: string }
  /** It is not there, or is no picture: its text stands for it. */
  | { as: 'text' }

/** Decides about a picture. A path from the root is one from the content folder. */
export const pictureAt = (written: string, place: Place): Picture => {
  const src = written.trim().startsWith('//') ? `https:${written.trim()}` : written.trim()
  if (/^https?:/i.test(src) && URL.canParse(src)) return remote(src, place)
  const path = readable(src)
  const whole = path?.startsWith('/')
    ? join(place.content, path)
    : path && resolve(dirname(place.file), path)
  if (!whole?.startsWith(place.content + sep) || !isPicture(whole)) {
    place.found({ kind: 'missing picture', written })
    return { as: 'text' }
  }
  const beside = relative(dirname(place.file), whole).split(sep).join('/')
  return { as: 'file', src: beside.startsWith('.') ? beside : `./${beside}` }
}

const remote = (src: string, place: Place): Picture => {
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
 * Whether a file begins as a picture does. Astro ends the whole build at a file that only is
 * called one, so the name is not enough.
 */
export const isPicture = (path: string) => {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false
  const head = Buffer.alloc(512)
  const file = openSync(path, 'r')
  try {
    readSync(file, head)
  } finally {
    closeSync(file)
  }
  const text = head.toString('latin1')
  return (
    text.startsWith('\x89PNG\r\n\x1a\n') ||
    text.startsWith('\xff\xd8\xff') ||
    text.startsWith('GIF8') ||
    (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') ||
    /^.{4}ftypavi[fs]/s.test(text) ||
    /^(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)/i.test(text)
  )
}
