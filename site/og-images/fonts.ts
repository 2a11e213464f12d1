import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Font } from 'satori'

/** From the project, because a built module no longer lies where it was written. */
const require = createRequire(resolve('package.json'))
const alphabets = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'] as const
const weights = [600, 800] as const

/** Every alphabet is a font of its own, tried in turn for each letter. */
const nameOf = (alphabet: string) => `Inter ${alphabet}`

/** The fonts that pictures are lettered in, as a stylesheet names them. */
export const fontFamily = alphabets.map(nameOf).join(', ')

let known: Font[] | undefined

/** The fonts themselves: pictures are always in Inter, whose files we have in a form satori reads. */
export const listFonts = (): Font[] =>
  (known ??= alphabets.flatMap((alphabet) =>
    weights.map((weight) => ({
      name: nameOf(alphabet),
      weight,
      style: 'normal' as const,
      data: readFileSync(
        require.resolve(`@fontsource/inter/files/inter-${alphabet}-${weight}-normal.woff`),
      ),
    })),
  ))

/** `U+0000-00FF,U+0131` as the inside of a character class. */
const toClass = (ranges: string) =>
  ranges
    .replace(/U\+/g, '')
    .split(',')
    .map((range) => range.replace(/[0-9A-F]+/g, '\\u{$&}'))
    .join('')

const ranges: Record<string, string> = require('@fontsource/inter/unicode.json')
const covered = alphabets.map((alphabet) => toClass(ranges[alphabet] ?? '')).join('')
const ours = new RegExp(`^[${covered}]*$`, 'u')

/**
 * A text as our fonts can write it: without emoji and other symbols they lack, and nothing at all
 * when they lack a letter, because half a title says something else than the whole.
 *
 * `writable('Open day 🎉') // => 'Open day'`, `writable('営業時間') // => ''`
 */
export const supportedText = (text: string): string => {
  const plain = text
    .normalize('NFC')
    // Marks that NFC could not join to a letter would stand beside it.
    .replace(/\p{M}/gu, '')
    .replace(/\p{S}/gu, (symbol) => (ours.test(symbol) ? symbol : ' '))
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
  return ours.test(plain) ? plain : ''
}
