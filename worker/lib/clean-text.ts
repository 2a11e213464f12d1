/** Only invisible characters: spaces, controls, joiners, fillers, and marks without a base letter. */
const INVISIBLE = /^[\s\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** Controls except tab and line feed, and the two characters that XML feeds cannot contain. */
const REFUSED = /(?![\n\t])\p{Cc}|\ufffe|\uffff/gu

/** More marks on one letter than any script needs; they would cover the lines above. */
const PILED = /(\p{Mn}{10})\p{Mn}+/gu

/**
 * Typed text in the form it is stored in: well-formed NFC, line feeds as line ends, no controls, no
 * blank lines around it. Empty if nothing in it is visible.
 *
 * Marks are cut before NFC, because normalizing a long pile of them is slow.
 *
 * @example clean('\r\n  cafe\u0301\0 \r\n') // => '  café'
 */
export const clean = (text: string): string => {
  const cleaned = text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(REFUSED, '')
    .replace(PILED, '$1')
    .normalize('NFC')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
  return INVISIBLE.test(cleaned) ? '' : cleaned
}

/**
 * Characters that nothing shows, and the sequences in which they belong (`kept`): joiners of scripts
 * that join, selectors after what has variants, and emoji made of several characters.
 */
const UNSEEN =
  /(?<kept>\p{RGI_Emoji}|[\p{sc=Han}\p{Emoji}][\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|[\p{M}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Mongolian}][\u180b-\u180f\u200c\u200d]+(?=\p{L}))|[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gv
/** Longer ones are over every limit, and looking through them is slow. */
const MAX_LINE = 5000

const IS_UNSEEN = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u

/**
 * The same for a single line, such as a name or a title: runs of white space become one space, and
 * what nothing shows is left out, so that no two lines look the same and are not.
 *
 * @example cleanLine(' Ada\n Love\u200blace ') // => 'Ada Lovelace'
 */
export const cleanLine = (text: string): string =>
  clean(text.length <= MAX_LINE && IS_UNSEEN.test(text) ? text.replace(UNSEEN, '$<kept>') : text)
    .replace(/\s+/g, ' ')
    .trim()

/** The characters that normalization (NFKC, NFKD) makes more than four times as long, such as `ﷺ`. */
const DENSE = /[\u321d\u321e\u327c\u3300-\u3357\u33ae\u33af\ufdfa\ufdfb]/g

/**
 * The text with a space for each character that stands for a word of its own, up to eighteen letters.
 * Before a text is normalized, so that no typed text costs many times what its length suggests.
 */
export const withoutDense = (text: string): string => text.replace(DENSE, ' ')

/**
 * The number of characters (code points) in any script.
 *
 * @example lengthOf('日本🏔') // => 3
 */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length++
  return length
}
