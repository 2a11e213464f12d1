import type { Comment } from '../comments/table'

/** Of a long comment its first words tell enough; a model has room for so many, in one row. */
const MOST = 120
const LONGEST = 20

const SEGMENTS = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Where a link leads, as a word of its own: `//shop.example`. */
const LINK = /(?:https?:\/\/|\bwww\.)(?:www\.)?([\p{L}\p{N}.-]+)/giu

/** What nobody sees between letters: it would make another word of the same one. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

const linksIn = (text: string): string[] =>
  Array.from(text.matchAll(LINK), ([, host]) => `//${host!.toLowerCase()}`)

const wordsIn = (text: string): string[] =>
  Array.from(SEGMENTS.segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)

/**
 * The words of a comment in no order, each once: enough for a filter to learn from, and not enough
 * to read what was said. Words are found in any language, also where no spaces part them.
 *
 * @example bagOf({ body: 'Buy, buy: https://www.shop.example/a', website: null }) // => ['//shop.example', 'a', 'buy', …]
 */
export const tokenize = ({ body, website }: Pick<Comment, 'body' | 'website'>): string[] => {
  const text = body.normalize('NFKC').replace(UNSEEN, '').toLowerCase()
  const all = [...linksIn(website ?? ''), ...linksIn(text), ...wordsIn(text)]
  const words = new Set(all.map((word) => Array.from(word).slice(0, LONGEST).join('')))
  return [...words].slice(0, MOST).toSorted()
}
