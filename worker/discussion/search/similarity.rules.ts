import { wordsIn } from './rules'

/** The lowest similarity at which a title is suggested. */
const MIN_SIMILARITY = 0.25

/** Characters; shorter words are ignored, unless the title has no others. */
const MIN_WORD_LENGTH = 3

/** The shortest stem, and the longest suffix that is removed to get it, in characters. */
const MIN_STEM_LENGTH = 4
const MAX_SUFFIX_LENGTH = 3

/** The weight of a match by stem, where an exact match has 1. */
const STEM_MATCH_WEIGHT = 0.8

const significantWords = (title: string): string[] => {
  const words = [...new Set(wordsIn(title).map((word) => word.toLowerCase()))]
  const long = words.filter((word) => word.length >= MIN_WORD_LENGTH)
  return long.length > 0 ? long : words
}

/**
 * The stem of a word, for any language that inflects words by suffixes.
 *
 * @example stemOf('brakes') // => 'brak', as in braking
 */
const stemOf = (word: string): string =>
  [...word].slice(0, Math.max(MIN_STEM_LENGTH, word.length - MAX_SUFFIX_LENGTH)).join('')

/** Removes accents, as the FTS5 tokenizer does. */
const withoutAccents = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '')

/**
 * A title in FTS5 syntax, to match other titles with any of its words, exact or by stem; an exact
 * match counts twice. `undefined` if the title has no word.
 *
 * @example toSimilarityMatch('My brakes') // => '{title} : ("brakes" OR "brak"*)'
 */
export const toSimilarityMatch = (title: string): string | undefined => {
  const words = significantWords(title).map((word) => `"${word}" OR "${stemOf(word)}"*`)
  return words.length > 0 ? `{title} : (${words.join(' OR ')})` : undefined
}

/**
 * The share of a title's words that another title has, weighted by word length: from 0 to 1 for all
 * of them. A match by stem counts less.
 */
export const similarity = (title: string, other: string): number => {
  const words = significantWords(title).map(withoutAccents)
  const others = wordsIn(other).map((word) => withoutAccents(word.toLowerCase()))
  const shareOf = (word: string) => {
    if (others.includes(word)) return word.length
    return others.some((each) => each.startsWith(stemOf(word)))
      ? STEM_MATCH_WEIGHT * word.length
      : 0
  }
  const sum = (shares: number[]) => shares.reduce((one, other) => one + other, 0)
  return sum(words.map(shareOf)) / Math.max(1, sum(words.map((word) => word.length)))
}

/**
 * The candidates that are similar to a title, most similar first.
 *
 * @param candidates with the `score` of FTS5, in which rare words count more; lower is better
 */
export const rankBySimilarity = <Candidate extends { title: string; score: number }>(
  title: string,
  candidates: readonly Candidate[],
): Candidate[] =>
  candidates
    .map((each) => ({ each, share: similarity(title, each.title) }))
    .filter(({ share }) => share >= MIN_SIMILARITY)
    .toSorted((one, other) => one.each.score * one.share - other.each.score * other.share)
    .map(({ each }) => each)
