import { spellingsOf } from '../../lib/confusables'

const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** Scripts that put no spaces between words: there a word is found wherever it stands. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/** Signs around a word, which are not meant as letters of it. */
const AROUND = /^[^\p{L}\p{N}@$€£]+|[^\p{L}\p{N}@$€£]+$/gu

/** What each word of a text may be meant to be. */
type Read = Set<string>[]

const read = (words: string[]): Read =>
  words.filter(Boolean).map((word) => new Set(spellingsOf(word)))

/** A sign may part words (`tea/coffee`) or stand for a letter (`c@sino`): a text is read both ways. */
const readBothWays = (text: string): Read[] => [
  read(text.split(/[^\p{L}\p{N}\p{M}]+/u)),
  read(text.split(/\s+/u).map((word) => word.replace(AROUND, ''))),
]

const stands = (phrase: string[], words: Read): boolean =>
  words.some((_, at) => phrase.every((word, next) => words[at + next]?.has(word)))

const shown = (text: string) => text.normalize('NFKC').replace(UNSEEN, '').toLowerCase()

const phraseOf = (entry: string): string[] =>
  shown(entry)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean)
    .map((word) => spellingsOf(word)[0]!)

/**
 * Whether a text has one of these words or phrases, whole, however they are dressed up: in another
 * case, with accents, with letters that look alike or with something between them that nobody sees.
 *
 * @example holdsWord(['casino'], 'Best C@S\u200bÍNO!') // => true
 * @example holdsWord(['tom'], 'Tomorrow') // => false
 */
export const containsWord = (list: string[], text: string): boolean => {
  if (list.length === 0) return false
  const plain = shown(text)
  const readings = readBothWays(text.replace(UNSEEN, ''))
  return list.some((entry) => {
    if (UNSPACED.test(entry)) return plain.includes(shown(entry))
    const phrase = phraseOf(entry)
    return phrase.length > 0 && readings.some((words) => stands(phrase, words))
  })
}
