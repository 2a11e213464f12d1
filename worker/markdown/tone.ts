import { stemsOf } from './stems'
import { COMPLAINTS, IDIOMS, NEGATIONS, SAYS_LITTLE, STRONGER, WEAKER } from './tone-words'
import { EMOJI_VALUES, WORD_VALUES } from './word-values'

/*
 * How friendly words are, by a list of the commonest words that people rated (AFINN, from -5 to 5)
 * and by what precedes each of them. It misses sarcasm and knows nothing of the subject: a question
 * about a broken chain is rated as unhappy as a complaint about one. How often it errs is measured
 * in tests/markdown/tone.rules.test.ts.
 */

const valuesIn = (groups: typeof WORD_VALUES): ReadonlyMap<string, number> =>
  new Map(
    groups.flatMap(([value, items]) =>
      items.split(/\s+/).map((item): [string, number] => [item, value]),
    ),
  )

const wordValues = valuesIn(WORD_VALUES)
const emojiValues = valuesIn(EMOJI_VALUES)

/** Words before a word within which a negation turns it. */
const REACH = 4

/** What a negation makes of good words, and of bad ones: “no trouble” is no praise. */
const TURNED = { good: -0.75, bad: -0.25 }

/** How soon many words are as much as they can be; the measure that VADER takes. */
const ROOM = 15

/** What only its writer said: no quotations, code or addresses. */
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
  const before = words.slice(Math.max(0, at - REACH), at)
  const last = before.at(-1) ?? ''
  const emphasis = STRONGER.has(last) ? 1.3 : WEAKER.has(last) ? 0.7 : 1
  const turned = value > 0 ? TURNED.good : TURNED.bad
  return value * emphasis * (before.some(isNegation) ? turned : 1)
}

/** Up to a mark: a negation reaches no further. */
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
 * How friendly words are, from -1 to 1; `null` in a language of which the hub has no list of words.
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
  return Math.round((sum / Math.sqrt(sum * sum + ROOM)) * 1000) / 1000
}
