import { wordsIn } from './rules'

/** A segment of a text, and whether it matches a search term. */
export interface Segment {
  text: string
  isMatch: boolean
}

/** Words in an excerpt, and how many of them precede the first match. */
const EXCERPT_WORDS = 32
const LEADING_WORDS = 6

/** Removes accents and case, as the FTS5 tokenizer does. `fold('Café') // => 'cafe'` */
const fold = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

interface Token {
  from: number
  to: number
  /** The index of the search term that it matches; -1 for none. */
  termIndex: number
}

/** The words of a text, in order. The last search term also matches as a prefix. */
const tokenize = (text: string, terms: readonly string[]): Token[] => {
  const folded = terms.map(fold)
  const last = folded.length - 1
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ 0: word, index }) => {
    const own = fold(word)
    const exact = folded.indexOf(own)
    const isPrefixMatch = exact < 0 && last >= 0 && own.startsWith(folded[last]!)
    return { from: index, to: index + word.length, termIndex: isPrefixMatch ? last : exact }
  })
}

const isUnmatched = ({ termIndex }: Token) => termIndex < 0

/** The index of the excerpt's first token: the earliest window with the most distinct terms. */
const excerptStart = (tokens: readonly Token[]): number => {
  const all =
    new Set(tokens.map(({ termIndex }) => termIndex)).size - Number(tokens.some(isUnmatched))
  let best = { at: 0, count: 0 }
  for (const [at, token] of tokens.entries()) {
    if (isUnmatched(token)) continue
    if (best.count === all) break
    const near = tokens
      .slice(at, at + EXCERPT_WORDS - LEADING_WORDS)
      .map((token) => token.termIndex)
    const count = new Set(near.filter((each) => each >= 0)).size
    if (count > best.count) best = { at, count }
  }
  return Math.max(0, Math.min(best.at - LEADING_WORDS, tokens.length - EXCERPT_WORDS))
}

const splitAtMatches = (
  text: string,
  tokens: readonly Token[],
  from: number,
  to: number,
): Segment[] => {
  const segments: Segment[] = []
  let done = from
  for (const token of tokens) {
    if (isUnmatched(token)) continue
    segments.push({ text: text.slice(done, token.from), isMatch: false })
    segments.push({ text: text.slice(token.from, token.to), isMatch: true })
    done = token.to
  }
  segments.push({ text: text.slice(done, to), isMatch: false })
  return segments.filter(({ text }) => text !== '')
}

/**
 * The whole text, split into segments at its matches.
 *
 * @example highlight('Old cafés', 'cafe') // => [{ text: 'Old ', … }, { text: 'cafés', … }]
 */
export const highlight = (text: string, query: string): Segment[] =>
  splitAtMatches(text, tokenize(text, wordsIn(query)), 0, text.length)

/**
 * The excerpt of a text with the most distinct search terms. It does not use `snippet()` of FTS5,
 * which would read every term with the prefix of the last word again for each row.
 */
export const excerptOf = (text: string, query: string): Segment[] => {
  const tokens = tokenize(text, wordsIn(query))
  const first = excerptStart(tokens)
  const shown = tokens.slice(first, first + EXCERPT_WORDS)
  const isWhole = first + EXCERPT_WORDS >= tokens.length
  const from = first === 0 ? 0 : shown[0]!.from
  const to = isWhole ? text.length : shown.at(-1)!.to
  const dots = (isThere: boolean) => (isThere ? [{ text: '…', isMatch: false }] : [])
  return [...dots(first > 0), ...splitAtMatches(text, shown, from, to), ...dots(!isWhole)]
}
