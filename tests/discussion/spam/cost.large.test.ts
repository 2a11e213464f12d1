import { describe, expect, test } from 'vitest'
import { containsWord } from '../../../worker/discussion/spam/held-words.rules'
import { comparableText } from '../../../worker/discussion/spam/rules'
import { tokenize } from '../../../worker/discussion/spam/tokenize.rules'
import { clean } from '../../../worker/lib/clean-text'
import { cost, fill, ordinary, type Shape, shapes } from '../../markdown/shapes'

const LONGEST = 10_000

/** The most that a text may cost, in ordinary texts of its length. */
const DEAREST = 15

/** The characters that grow most when they are normalized, and those that disguise. */
const dense = ['ﷺ', 'ﷻ', '㌖', '㌠', '㈝', '㎯', '𝅘𝅥𝅲', 'ΐ', 'ᾂ', '⑽', 'ﬃ', '🅰', 'Ǆ']
const disguised: Record<string, Shape> = Object.fromEntries(
  dense.flatMap((letter) => [
    [`${letter} without a space`, fill(letter)],
    [`${letter} as words`, fill(`${letter} `)],
    [`${letter} in different words`, (length: number) => words(length, letter)],
  ]),
)

/** Different words with a letter in each, so that no word is known from before. */
const words = (length: number, letter: string) => {
  let text = ''
  for (let at = 0; text.length < length; at++)
    text += `${letter}${String.fromCodePoint(0xe0 + (at % 200))}${at} `
  return text.slice(0, length)
}

const all: Record<string, Shape> = {
  ...shapes,
  ...disguised,
  'words of one letter': fill('a '),
  'words of one foreign letter': fill('ы '),
  'words with signs in them': fill('c@s1n0 '),
  'one word of signs': fill('@'),
  'different ideographs': (length) =>
    Array.from({ length }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(''),
}

const heldWords = [
  'casino',
  'payday loan',
  'viagra',
  '赌博',
  'größe',
  ...Array.from({ length: 1000 }, (_, at) => `a a ${at}`),
]

const looks: Record<string, (body: string) => unknown> = {
  'for held words': (body) => containsWord(heldWords, body),
  'for repeats': (body) => comparableText(body),
  'for words to learn from': (body) => tokenize({ body, website: null }),
}

describe('the spam check costs little more for the worst text than for an ordinary one:', () => {
  const cyrillic = fill('Я пробовал оба на этой неделе, и второй лучше. ')(LONGEST)
  test.each(Object.entries(looks))('looking %s', (_, look) => {
    for (let warm = 0; warm < 5; warm++) look(cyrillic + ordinary(LONGEST))
    const usual = Math.max(
      cost(() => look(cyrillic), 5),
      cost(() => look(ordinary(LONGEST)), 5),
      // No word of it is known from before, as in few texts that people write.
      cost(() => look(words(LONGEST, 'e')), 5),
    )
    const measured = Object.entries(all).map(([name, shape]) => {
      const text = clean(shape(LONGEST))
      const once = cost(() => look(text), 1)
      return { name, cost: once > DEAREST * usual ? cost(() => look(text), 5) : once }
    })
    const worst = measured.toSorted((a, b) => b.cost - a.cost)
    console.info(`an ordinary text costs ${usual.toFixed(1)} ms; the worst:`)
    for (const { name, cost } of worst.slice(0, 6)) console.info(`  ${cost.toFixed(1)} ms: ${name}`)
    expect(measured.filter((each) => each.cost > DEAREST * usual)).toEqual([])
  })
})
