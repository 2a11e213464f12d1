/** What nobody can see: spaces, controls, joiners, fillers, and marks with nothing to stand on. */
const UNSEEN = /^[\s\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** Controls but tab and line feed, and the two characters that no XML feed may hold. */
const REFUSED = /(?![\n\t])\p{Cc}|\ufffe|\uffff/gu

/** More marks on one letter than any script needs; they would climb over other people's words. */
const PILED = /(\p{Mn}{10})\p{Mn}+/gu

/**
 * What somebody typed, as it may be kept: whole characters in one form (NFC), line feeds for line
 * ends, no controls, no blank lines around it. Empty when there is nothing to see.
 *
 * Marks are thinned before they are put in order, because ordering a long pile takes long.
 *
 * @example clean('\r\n  cafe\u0301\0 \r\n') // => '  café'
 */
export const clean = (text: string): string => {
  const kept = text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(REFUSED, '')
    .replace(PILED, '$1')
    .normalize('NFC')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
  return UNSEEN.test(kept) ? '' : kept
}

/**
 * The same for what has one line, such as a name: runs of white space become one space.
 *
 * @example cleanLine(' Ada\n Lovelace ') // => 'Ada Lovelace'
 */
export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim()

/**
 * How many characters somebody typed, whatever their script.
 *
 * @example lengthOf('日本🏔') // => 3
 */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length++
  return length
}
