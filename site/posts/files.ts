import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { hub } from '../hub/settings'
import type { Post } from './list'

/** The path of a resource's file, and its name in the address. */
export const fileOf = (post: Post, file: string) => {
  const path = resolve(dirname(post.filePath ?? ''), file)
  return { path, name: basename(path) }
}

/** `typeOf('wend-loop.gpx') // => 'GPX'` */
export const typeOf = (name: string) => extname(name).slice(1).toLocaleUpperCase()

/** The bytes of a file beside a post. */
export const readBytes = (path: string) => new Uint8Array(readFileSync(path))

/** The contents of a resource, counted: `2 files, 1 link`. */
export const countContents = ({ data }: Post) =>
  [
    counted(data.files?.length, 'file'),
    counted(data.links?.length, 'link'),
    counted(data.contacts?.length, 'contact'),
  ]
    .filter(Boolean)
    .join(', ')

const counted = (number = 0, what: string) =>
  number > 0 ? `${number} ${what}${number === 1 ? '' : 's'}` : ''

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** The size of a file in the hub's language: `48 kB`. */
export const sizeOf = (path: string) => sizeInWords(statSync(path).size)

/** `sizeInWords(48_213) // => '48 kB'` */
export const sizeInWords = (bytes: number, language = hub.language) => {
  const at = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  const value = bytes / 1000 ** at
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[at],
    unitDisplay: at === 0 ? 'long' : 'short',
    maximumFractionDigits: at > 1 && value < 10 ? 1 : 0,
  }).format(value)
}
