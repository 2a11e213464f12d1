import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Font } from 'satori'

/** Resolves from the project, because a built module is in another folder than its source. */
const require = createRequire(resolve('package.json'))
const alphabets = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'] as const
const weights = [600, 800] as const

/** Each alphabet is a separate font; they are tried in order for each letter. */
const nameOf = (alphabet: string) => `Inter ${alphabet}`

/** The `font-family` of generated pictures. */
export const fontFamily = alphabets.map(nameOf).join(', ')

let known: Font[] | undefined

/** The fonts of generated pictures: always Inter, which is available in a format that satori reads. */
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

/** `U+0000-00FF,U+0131` as the content of a character class. */
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
 * A text without the emojis and symbols that the fonts lack; empty if they lack a letter, because part
 * of a title could have another meaning.
 *
 * `supportedText('Open day 🎉') // => 'Open day'`, `supportedText('営業時間') // => ''`
 */
export const supportedText = (text: string): string => {
  const plain = text
    .normalize('NFC')
    // Marks that NFC did not combine would be drawn beside their letter.
    .replace(/\p{M}/gu, '')
    .replace(/\p{S}/gu, (symbol) => (ours.test(symbol) ? symbol : ' '))
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
  return ours.test(plain) ? plain : ''
}
