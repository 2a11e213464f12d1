/** Results on a page. */
export const PAGE = 10

/** Characters of a question that are looked at, and words that must all be found. */
const LONGEST = 200
const WORDS = 12

/** Where a page of results ended. */
export interface Cursor {
  score: number
  number: number
}

/** What somebody typed, in one form and short enough to be looked at and shown again. */
export const shorten = (typed: string): string =>
  typed.trim().slice(0, LONGEST).toWellFormed().normalize('NFC')

/** The words in what somebody typed, as many as are looked for: letters and digits alone. */
export const wordsIn = (typed: string): string[] =>
  shorten(typed)
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)
    ?.slice(0, WORDS) ?? []

/**
 * What somebody typed, as a question in the language of FTS5: every word must be there, the last
 * one may be just begun. Only letters and digits are taken, each word in quotes, so that nothing
 * typed is an operator. `undefined` when there is no word in it.
 *
 * @example toMatch('Brake "pads') // => '"Brake" "pads"*'
 */
export const toMatch = (typed: string): string | undefined => {
  const words = wordsIn(typed)
  return words.length > 0 ? `${words.map((word) => `"${word}"`).join(' ')}*` : undefined
}

/** @example toCursor('-1.5~12') // => { score: -1.5, number: 12 } */
export const toCursor = (text: string): Cursor | undefined => {
  const parts = /^(-?\d{1,9}(?:\.\d{1,20})?(?:e-\d{1,2})?)~(\d{1,15})$/.exec(text)
  return parts ? { score: Number(parts[1]), number: Number(parts[2]) } : undefined
}

export const fromCursor = ({ score, number }: Cursor): string => `${score}~${number}`
