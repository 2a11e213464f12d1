/** Results per page. */
export const PAGE = 10

/** The longest query in characters, and the most search terms; the rest is ignored. */
const MAX_QUERY_LENGTH = 200
const MAX_QUERY_WORDS = 12

/** The last result of a page, after which the next page begins. */
export interface Cursor {
  score: number
  number: number
}

/** The query as entered, trimmed, shortened and in Unicode NFC. */
export const normalizeQuery = (text: string): string =>
  text.trim().slice(0, MAX_QUERY_LENGTH).toWellFormed().normalize('NFC')

/** The search terms of a query, at most `MAX_QUERY_WORDS`: letters and digits only. */
export const wordsIn = (text: string): string[] =>
  normalizeQuery(text)
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)
    ?.slice(0, MAX_QUERY_WORDS) ?? []

/**
 * A query in FTS5 syntax: every word must match, the last one as a prefix. Each word has only
 * letters and digits and is quoted, so that no input is read as an operator. `undefined` if the
 * query has no word.
 *
 * @example toMatch('Brake "pads') // => '"Brake" "pads"*'
 */
export const toMatch = (text: string): string | undefined => {
  const words = wordsIn(text)
  return words.length > 0 ? `${words.map((word) => `"${word}"`).join(' ')}*` : undefined
}

/** @example toCursor('-1.5~12') // => { score: -1.5, number: 12 } */
export const toCursor = (text: string): Cursor | undefined => {
  const parts = /^(-?\d{1,9}(?:\.\d{1,20})?(?:e-\d{1,2})?)~(\d{1,15})$/.exec(text)
  return parts ? { score: Number(parts[1]), number: Number(parts[2]) } : undefined
}

export const fromCursor = ({ score, number }: Cursor): string => `${score}~${number}`
