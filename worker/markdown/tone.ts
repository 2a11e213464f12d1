import { stemsOf } from './stems'
import { COMPLAINTS, IDIOMS, NEGATIONS, SAYS_LITTLE, STRONGER, WEAKER } from './tone-words'
import { EMOJI_VALUES, WORD_VALUES } from './word-values'

/*
 * How friendly a text is, by a list of the most common words that people rated (AFINN, from -5 to 5)
 * and by the words before each of them. It misses sarcasm and knows nothing about the subject: a
 * question about a broken chain is rated like a complaint about one. Its error rate is measured in
 * tests/markdown/tone.rules.test.ts.
 */

const valuesIn = (groups: typeof WORD_VALUES): ReadonlyMap<string, number> =>
  new Map(
    groups.flatMap(([value, items]) =>
      items.split(/\s+/).map((item): [string, number] => [item, value]),
    ),
  )

const wordValues = valuesIn(WORD_VALUES)
const emojiValues = valuesIn(EMOJI_VALUES)

/** How many words after a negation it affects. */
const NEGATION_REACH = 4

/** The factor of a negation for friendly words, and for unfriendly ones: “no trouble” is not praise. */
const NEGATED = { good: -0.75, bad: -0.25 }

/** VADER's constant of normalization: how soon the sum approaches -1 or 1. */
const NORMALIZATION = 15

/** The author's own words: without quotations, code and addresses. */
export const ownText = (text: string): string =>
  text
    .replaceAll(/^ {0,3}>.*$/gm, ' ')
    .replaceAll(/(`{1,3}|~~~)[\s\S]*?\1/g, ' ')
    .replaceAll(/\bhttps?:\S+/g, ' ')
    .replaceAll('’', "'")

const CLAUSE = /[.,;:!?()\n]+|\b(?:but|although|though|however)\b/

const isNegation = (word: string) => NEGATIONS.has(word) || word.endsWith("n't")

const valueOf = (word: string): number => {
  if (SAYS_LITTLE.has(word)) return 0
  const listed = COMPLAINTS.get(word) ?? wordValues.get(word)
  if (listed !== undefined) return listed
  const stem = stemsOf(word).find((stem) => wordValues.has(stem))
  return stem === undefined ? 0 : wordValues.get(stem)!
}

const weigh = (words: readonly string[], at: number): number => {
  const value = valueOf(words[at]!)
  if (value === 0) return 0
  const before = words.slice(Math.max(0, at - NEGATION_REACH), at)
  const last = before.at(-1) ?? ''
  const emphasis = STRONGER.has(last) ? 1.3 : WEAKER.has(last) ? 0.7 : 1
  const negated = value > 0 ? NEGATED.good : NEGATED.bad
  return value * emphasis * (before.some(isNegation) ? negated : 1)
}

/** The tone up to a punctuation mark, which ends the effect of a negation. */
const toneOfClause = (clause: string): number => {
  const words = clause.match(/[\p{L}\p{N}'-]+/gu) ?? []
  return words.reduce((sum, _, at) => sum + weigh(words, at), 0)
}

const toneOfEmojis = (text: string): number =>
  (text.match(/\p{Extended_Pictographic}/gu) ?? []).reduce(
    (sum, emoji) => sum + (emojiValues.get(emoji) ?? 0),
    0,
  )

/**
 * How friendly a text is, from -1 to 1; `null` in a language without a word list.
 *
 * @example toneOf('Not good at all, and nobody answered.', 'en-GB')! < 0 // => true
 */
export const toneOf = (text: string, language: string): number | null => {
  if (!/^en\b/i.test(language)) return null
  let sum = toneOfEmojis(text)
  const rest = IDIOMS.reduce(
    (words, [idiom, value]) =>
      words.replaceAll(idiom, () => {
        sum += value
        return ' , '
      }),
    ownText(text).toLowerCase(),
  )
  for (const clause of rest.split(CLAUSE)) sum += toneOfClause(clause)
  return Math.round((sum / Math.sqrt(sum * sum + NORMALIZATION)) * 1000) / 1000
}
