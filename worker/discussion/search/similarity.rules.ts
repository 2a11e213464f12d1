import { wordsIn } from './rules'

/** The least share of a title's words that another must have to be told of beside it. */
const ENOUGH = 0.25

/** Words too short to say what something is about, unless there are no others. */
const LONG = 3

/** Letters that stand for a word in its other forms, and what may be cut from its end for it. */
const STEM = 4
const ENDING = 3

/** What another form of a word counts, beside the very same. */
const OTHER_FORM = 0.8

const wordsOf = (title: string): string[] => {
  const words = [...new Set(wordsIn(title).map((word) => word.toLowerCase()))]
  const long = words.filter((word) => word.length >= LONG)
  return long.length > 0 ? long : words
}

/**
 * What a word has in common with its other forms, in any language that changes the ends of words.
 *
 * @example stemOf('brakes') // => 'brak', as in braking
 */
const stemOf = (word: string): string =>
  [...word].slice(0, Math.max(STEM, word.length - ENDING)).join('')

/** Without accents, as the search itself reads. */
const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '')

/**
 * A title as a question in the language of FTS5 to other titles: any of its words, in any form; one
 * in the very same form counts twice. `undefined` when there is no word in it.
 *
 * @example toLikeness('My brakes') // => '{title} : ("brakes" OR "brak"*)'
 */
export const toLikeness = (title: string): string | undefined => {
  const words = wordsOf(title).map((word) => `"${word}" OR "${stemOf(word)}"*`)
  return words.length > 0 ? `{title} : (${words.join(' OR ')})` : undefined
}

/**
 * How much of a title another one has, the longer words for more: 1 for all of its words, and less
 * for other forms of them.
 */
export const likeness = (title: string, other: string): number => {
  const asked = wordsOf(title).map(plain)
  const there = wordsIn(other).map((word) => plain(word.toLowerCase()))
  const shareOf = (word: string) => {
    if (there.includes(word)) return word.length
    return there.some((each) => each.startsWith(stemOf(word))) ? OTHER_FORM * word.length : 0
  }
  const sum = (shares: number[]) => shares.reduce((one, other) => one + other, 0)
  return sum(asked.map(shareOf)) / Math.max(1, sum(asked.map((word) => word.length)))
}

/**
 * Those that are like a title, the likeliest first.
 *
 * @param score of FTS5, by which the rarer words weigh more: the lower, the better
 */
export const alike = <Found extends { title: string; score: number }>(
  title: string,
  found: readonly Found[],
): Found[] =>
  found
    .map((each) => ({ each, share: likeness(title, each.title) }))
    .filter(({ share }) => share >= ENOUGH)
    .toSorted((one, other) => one.each.score * one.share - other.each.score * other.share)
    .map(({ each }) => each)
