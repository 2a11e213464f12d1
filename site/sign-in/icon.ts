import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { readIcon as readSimpleIcon } from '../networks/icon'

const TYPES: Record<string, string> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
}

/** The largest icon, in bytes: every sign-in page contains it. */
const LARGEST = 16 * 1024

/** Why a file is not a valid icon, or `undefined`. */
export const iconFault = (content: string, icon: string): string | undefined => {
  const bytes = readIcon(content, icon)
  if (!bytes) return 'is not a picture in the content folder'
  if (!TYPES[extname(icon).toLowerCase()])
    return 'is not an icon; expected an SVG, PNG or WebP file'
  return bytes.length > LARGEST ? 'is too large for an icon; expected at most 16 KiB' : undefined
}

const readIcon = (content: string, icon: string) => {
  try {
    return readFileSync(join(content, icon))
  } catch {
    return undefined
  }
}

/** The icon as a `data:` address, so that no page has to load it. */
export const iconData = (content: string, icon: string): string =>
  `data:${TYPES[extname(icon).toLowerCase()]};base64,${readIcon(content, icon)?.toString('base64')}`

/** The known providers that have a mark in Simple Icons (CC0); the others show letters. */
const MARKED = ['google', 'facebook', 'x', 'github', 'wordpress']

/** The marks of known providers as SVG paths on a grid of 24, by id. */
export const providerMarks = (): Record<string, string> =>
  Object.fromEntries(
    MARKED.map((id) => {
      const path = / d="([^"]+)"/.exec(readSimpleIcon('', id) ?? '')?.[1]
      if (!path) throw new Error(`Simple Icons has no path for ${id}; expected one`)
      return [id, path]
    }),
  )
