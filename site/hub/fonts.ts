import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import subsetFont from 'subset-font'
import type { HubSettings } from './schema'

const files = {
  inter: '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  'source-serif':
    '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
}

/** The weights that the styles use; a smaller range makes a smaller file. */
const WEIGHTS = { min: 400, max: 700 }

/** The characters of every page: letters, digits, and the symbols of the hub's own texts. */
const PLAIN = 'U+20-7E,U+A0,U+A3,U+B7,U+2013-2014,U+2018-2019,U+201C-201D,U+2026,U+20AC'
const MORE =
  'U+A1-A2,U+A4-B6,U+B8-BF,U+152-153,U+160-161,U+178,U+17D-17E,U+201A,U+201E,U+2022,' +
  'U+2030,U+2032-2033,U+2039-203A,U+2122,U+2190-2193,U+2212,U+2260,U+2264-2265'

/**
 * The characters of a typeface, divided into two files: those of most pages in a language, and the
 * others, which only pages that contain some of them load. In English, names have small letters with
 * accents, and hardly any capitals.
 *
 * @param language as in hub.yaml: `en-GB`
 */
export const rangesFor = (language: string): [core: string, more: string] =>
  /^en(?:-|$)/i.test(language)
    ? [`${PLAIN},U+DF-FF`, `${MORE},U+C0-DE`]
    : [`${PLAIN},U+C0-FF`, MORE]

/** A part of a typeface, in its own file. */
export interface Face {
  file: string
  /** Its characters, as `unicode-range` of CSS. */
  range: string
}

/** `charactersIn('U+41-43,U+20AC') // => 'ABC€'` */
export const charactersIn = (range: string) =>
  range
    .split(',')
    .map((part) => {
      const [first = 0, last = first] = part
        .slice(2)
        .split('-')
        .map((code) => Number.parseInt(code, 16))
      return String.fromCodePoint(
        ...Array.from({ length: last - first + 1 }, (_, at) => first + at),
      )
    })
    .join('')

const cutFace = async (source: string, range: string, folder: string): Promise<Face> => {
  const bytes = readFileSync(source)
  const key = createHash('sha256')
    .update(bytes)
    .update(range)
    .update(JSON.stringify(WEIGHTS))
    .digest('hex')
  const file = join(folder, `${key.slice(0, 12)}.woff2`)
  if (existsSync(file)) return { file, range }
  // Without the closure over layout rules, so that unused alternates are not included.
  const cut = await subsetFont(bytes, charactersIn(range), {
    targetFormat: 'woff2',
    variationAxes: { wght: WEIGHTS },
    noLayoutClosure: true,
  })
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, cut)
  return { file, range }
}

/** The files of a hub's typeface, first the one that every page needs; none for `system`. */
export const subsetFaces = async (
  { font, language }: Pick<HubSettings, 'font' | 'language'>,
  folder: string,
): Promise<Face[]> => {
  if (font === 'system') return []
  const source = createRequire(import.meta.url).resolve(files[font])
  return Promise.all(rangesFor(language).map((range) => cutFace(source, range, folder)))
}
