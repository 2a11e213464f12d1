import { withoutDense } from '../../lib/clean-text'
import { spellingsOf } from '../../lib/confusables'

const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** Scripts without spaces between words, in which a word is found anywhere in the text. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/** Signs around a word that do not stand for letters. */
const AROUND = /^[^\p{L}\p{N}@$€£]+|[^\p{L}\p{N}@$€£]+$/gu

/** The longest word that is read, marks included: no held word is as long. */
const MAX_WORD_LENGTH = 200

/** The words of a text by each of their possible spellings: at which places in the text they are. */
type Places = Map<string, Set<number>>

const readWords = (words: string[]): Places => {
  const places: Places = new Map()
  const known = new Map<string, string[]>()
  for (const [at, word] of words.filter(Boolean).entries()) {
    if (word.length > MAX_WORD_LENGTH) continue
    if (!known.has(word)) known.set(word, spellingsOf(word))
    for (const spelling of known.get(word)!)
      places.set(spelling, (places.get(spelling) ?? new Set()).add(at))
  }
  return places
}

/** A sign may separate words (`tea/coffee`) or replace a letter (`c@sino`), so a text is read both ways. */
const readBothWays = (text: string): Places[] => [
  readWords(text.split(/[^\p{L}\p{N}\p{M}]+/u)),
  readWords(text.split(/\s+/u).map((word) => word.replace(AROUND, ''))),
]

const contains = (places: Places, phrase: string[]): boolean =>
  phrase.every((word) => places.has(word)) &&
  [...places.get(phrase[0]!)!].some((at) =>
    phrase.every((word, next) => places.get(word)!.has(at + next)),
  )

const normalize = (text: string) => text.normalize('NFKC').replace(UNSEEN, '').toLowerCase()

interface Entry {
  /** A word of a script without spaces, to be found anywhere. */
  unspaced: string | undefined
  phrase: string[]
}

const entryOf = (entry: string): Entry => ({
  unspaced: UNSPACED.test(entry) ? normalize(entry) : undefined,
  phrase: normalize(entry)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean)
    .map((word) => spellingsOf(word)[0]!),
})

/** The entries of a list, which is the same for every comment of an isolate. */
const entries = new WeakMap<string[], Entry[]>()

const entriesOf = (list: string[]): Entry[] => {
  if (!entries.has(list)) entries.set(list, list.map(entryOf))
  return entries.get(list)!
}

/**
 * Whether a text contains one of these words or phrases, whole, also if disguised: by case, accents,
 * look-alike letters or invisible characters.
 *
 * @example holdsWord(['casino'], 'Best C@S\u200bÍNO!') // => true
 * @example holdsWord(['tom'], 'Tomorrow') // => false
 */
export const containsWord = (list: string[], typed: string): boolean => {
  if (list.length === 0) return false
  const text = withoutDense(typed)
  const plain = normalize(text)
  const readings = readBothWays(text.replace(UNSEEN, ''))
  return entriesOf(list).some(({ unspaced, phrase }) =>
    unspaced
      ? plain.includes(unspaced)
      : phrase.length > 0 && readings.some((places) => contains(places, phrase)),
  )
}
