import { spellingsOf } from '../../lib/confusables'

const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** Scripts without spaces between words, in which a word is found anywhere in the text. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/** Signs around a word that do not stand for letters. */
const AROUND = /^[^\p{L}\p{N}@$€£]+|[^\p{L}\p{N}@$€£]+$/gu

/** The possible spellings of each word of a text. */
type Spellings = Set<string>[]

const readWords = (words: string[]): Spellings =>
  words.filter(Boolean).map((word) => new Set(spellingsOf(word)))

/** A sign may separate words (`tea/coffee`) or replace a letter (`c@sino`), so a text is read both ways. */
const readBothWays = (text: string): Spellings[] => [
  readWords(text.split(/[^\p{L}\p{N}\p{M}]+/u)),
  readWords(text.split(/\s+/u).map((word) => word.replace(AROUND, ''))),
]

const contains = (words: Spellings, phrase: string[]): boolean =>
  words.some((_, at) => phrase.every((word, next) => words[at + next]?.has(word)))

const normalize = (text: string) => text.normalize('NFKC').replace(UNSEEN, '').toLowerCase()

const phraseOf = (entry: string): string[] =>
  normalize(entry)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean)
    .map((word) => spellingsOf(word)[0]!)

/**
 * Whether a text contains one of these words or phrases, whole, also if disguised: by case, accents,
 * look-alike letters or invisible characters.
 *
 * @example holdsWord(['casino'], 'Best C@S\u200bÍNO!') // => true
 * @example holdsWord(['tom'], 'Tomorrow') // => false
 */
export const containsWord = (list: string[], text: string): boolean => {
  if (list.length === 0) return false
  const plain = normalize(text)
  const readings = readBothWays(text.replace(UNSEEN, ''))
  return list.some((entry) => {
    if (UNSPACED.test(entry)) return plain.includes(normalize(entry))
    const phrase = phraseOf(entry)
    return phrase.length > 0 && readings.some((words) => contains(words, phrase))
  })
}
