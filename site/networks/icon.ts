import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve, sep } from 'node:path'
import { cleanSvg, type Drawing } from './clean'

/** The largest icon, in bytes: every page contains it. */
const LARGEST = 8 * 1024

/** The folder of Simple Icons. */
const known = () =>
  dirname(createRequire(resolve('package.json')).resolve('simple-icons/icons/x.svg'))

/** The names of all Simple Icons. */
export const iconNames = (): string[] =>
  readdirSync(known()).flatMap((file) => (file.endsWith('.svg') ? [file.slice(0, -4)] : []))

/** Whether `icon:` names a file in the content folder, and not a Simple Icon. */
export const isIconFile = (icon: string) => /^\.?\/|\.svg$/i.test(icon)

/** The SVG source of an icon, a file in the content folder or a Simple Icon; undefined if it does not exist. */
export const readIcon = (content: string, icon: string): string | undefined => {
  const folder = isIconFile(icon) ? resolve(content) : known()
  const path = resolve(folder, isIconFile(icon) ? icon : `${icon}.svg`)
  if (!path.startsWith(folder + sep) || !existsSync(path)) return undefined
  return readFileSync(path, 'utf8')
}

/** Why a file in the content folder is not a valid icon, or `undefined`. */
export const iconFault = (content: string, icon: string): string | undefined => {
  const source = readIcon(content, icon)
  if (source === undefined) return 'is not a file in the content folder'
  if (Buffer.byteLength(source) > LARGEST) return 'is too large; expected at most 8 KiB'
  return cleanSvg(source) ? undefined : 'has no shapes; expected an SVG file with shapes'
}

/** The parts of an icon file that are not shown. */
export const removedParts = (content: string, icon: string): string[] =>
  cleanSvg(readIcon(content, icon) ?? '')?.leftOut ?? []

/** The drawing of a network: the one its settings name, or the Simple Icon of its id, if there is one. */
export const iconOf = (
  content: string,
  { id, icon = id }: { id: string; icon?: string | undefined },
): Drawing | undefined => {
  const source = readIcon(content, icon)
  return source === undefined ? undefined : cleanSvg(source)?.drawing
}

/**
 * One or two letters that stand for a name.
 *
 * @example initialsOf('LinkedIn') // => 'LI'
 * @example initialsOf('the forum') // => 'TF'
 */
export const initialsOf = (name: string): string => {
  const letters = name.match(/(?<=^|[^\p{L}\p{N}])[\p{L}\p{N}]|\p{Lu}/gu) ?? [...name]
  return letters.slice(0, 2).join('').toUpperCase()
}
