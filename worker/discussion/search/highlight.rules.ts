import { wordsIn } from './rules'

/** A stretch of a text, and whether it is a word that was asked for. */
export interface Piece {
  text: string
  isFound: boolean
}

/** Words in an excerpt, and how many of them lie before the first that was asked for. */
const LENGTH = 32
const BEFORE = 6

/** A word as the search reads it: `fold('Café') // => 'cafe'` */
const fold = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

interface Token {
  from: number
  to: number
  /** Which of the words asked for it is; -1 for none. */
  which: number
}

/** The words of a text, in their order: all must be found, the last asked for may be just begun. */
const tokensIn = (text: string, asked: readonly string[]): Token[] => {
  const words = asked.map(fold)
  const last = words.length - 1
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ 0: word, index }) => {
    const folded = fold(word)
    const which = words.indexOf(folded)
    const isBegun = which < 0 && last >= 0 && folded.startsWith(words[last]!)
    return { from: index, to: index + word.length, which: isBegun ? last : which }
  })
}

const isOther = ({ which }: Token) => which < 0

/** Where the excerpt begins that holds the most of the words that were asked for; the first of those. */
const bestFrom = (tokens: readonly Token[]): number => {
  const all = new Set(tokens.map(({ which }) => which)).size - Number(tokens.some(isOther))
  let best = { at: 0, found: 0 }
  for (const [at, token] of tokens.entries()) {
    if (isOther(token)) continue
    if (best.found === all) break
    const near = tokens.slice(at, at + LENGTH - BEFORE).map((token) => token.which)
    const found = new Set(near.filter((each) => each >= 0)).size
    if (found > best.found) best = { at, found }
  }
  return Math.max(0, Math.min(best.at - BEFORE, tokens.length - LENGTH))
}

const cutAt = (text: string, tokens: readonly Token[], from: number, to: number): Piece[] => {
  const pieces: Piece[] = []
  let done = from
  for (const token of tokens) {
    if (isOther(token)) continue
    pieces.push({ text: text.slice(done, token.from), isFound: false })
    pieces.push({ text: text.slice(token.from, token.to), isFound: true })
    done = token.to
  }
  pieces.push({ text: text.slice(done, to), isFound: false })
  return pieces.filter(({ text }) => text !== '')
}

/**
 * A whole text with the words that were asked for.
 *
 * @example mark('Old cafés', 'cafe') // => [{ text: 'Old ', … }, { text: 'cafés', isFound: true }]
 */
export const mark = (text: string, question: string): Piece[] =>
  cutAt(text, tokensIn(text, wordsIn(question)), 0, text.length)

/**
 * The part of a text that says best why it was found. Cut by us and not by FTS5, which would read
 * all that begins as the last word does anew for each row.
 */
export const excerptOf = (text: string, question: string): Piece[] => {
  const tokens = tokensIn(text, wordsIn(question))
  const first = bestFrom(tokens)
  const shown = tokens.slice(first, first + LENGTH)
  const isWhole = first + LENGTH >= tokens.length
  const from = first === 0 ? 0 : shown[0]!.from
  const to = isWhole ? text.length : shown.at(-1)!.to
  const dots = (isThere: boolean) => (isThere ? [{ text: '…', isFound: false }] : [])
  return [...dots(first > 0), ...cutAt(text, shown, from, to), ...dots(!isWhole)]
}
