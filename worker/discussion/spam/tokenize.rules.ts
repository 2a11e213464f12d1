import { withoutDense } from '../../lib/clean-text'
import type { Comment } from '../comments/table'

/** The first words of a long comment are enough, and all must fit into one row of the database. */
const MAX_WORDS = 120
const MAX_WORD_LENGTH = 20

const SEGMENTS = new Intl.Segmenter(undefined, { granularity: 'word' })

/** The host of a link becomes a word: `//shop.example`. */
const LINK = /(?:https?:\/\/|\bwww\.)(?:www\.)?([\p{L}\p{N}.-]+)/giu

/** Invisible characters, which would make one word look like another. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

const linksIn = (text: string): string[] =>
  Array.from(text.matchAll(LINK), ([, host]) => `//${host!.toLowerCase()}`)

const wordsIn = (text: string): string[] =>
  Array.from(SEGMENTS.segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)

/**
 * The words of a comment, each once and sorted: enough to train a filter, and not enough to read the
 * comment. Works in languages without spaces, too.
 *
 * @example bagOf({ body: 'Buy, buy: https://www.shop.example/a', website: null }) // => ['//shop.example', 'a', 'buy', …]
 */
export const tokenize = ({ body, website }: Pick<Comment, 'body' | 'website'>): string[] => {
  const text = withoutDense(body).normalize('NFKC').replace(UNSEEN, '').toLowerCase()
  const all = [...linksIn(website ?? ''), ...linksIn(text), ...wordsIn(text)]
  const words = new Set(all.map((word) => Array.from(word).slice(0, MAX_WORD_LENGTH).join('')))
  return [...words].slice(0, MAX_WORDS).toSorted()
}
