/** What an announcement says: a title, a line about it, and where it is. */
export interface Words {
  title: string
  /** May be empty. */
  summary: string
  /** The address as it is to be seen. */
  address: string
}

/** Fewer characters of a summary than these say nothing. */
const TOO_FEW = 24

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Characters as people see them: `graphemesIn('👩‍🚀é').length // => 2` */
export const graphemesIn = (text: string): string[] =>
  [...segmenter.segment(text)].map(({ segment }) => segment)

/**
 * The text of an announcement that fits: where it is too long the summary gives way first, then
 * the title; the address stays whole.
 *
 * @param count how a network counts a text against `longest`
 */
export const fitted = (
  { title, summary, address }: Words,
  longest: number,
  count: (text: string) => number,
): string => {
  const text = (...parts: string[]) => parts.filter(Boolean).join('\n\n')
  const roomIn = (...others: string[]) => longest - count(text(...others, 'x')) + 1
  const room = roomIn(title, address)
  const candidates = [
    ...(room >= TOO_FEW ? [text(title, cut(summary, room), address)] : []),
    text(title, address),
  ]
  return (
    candidates.find((one) => count(one) <= longest) ?? text(cut(title, roomIn(address)), address)
  )
}

/** `cut('One two three', 9) // => 'One two…'`: whole words where there are any, never half an address. */
export const cut = (line: string, longest: number): string => {
  const letters = graphemesIn(line)
  if (letters.length <= longest) return line
  const head = letters.slice(0, Math.max(0, longest - 1)).join('')
  const [tail = ''] = /\S*$/.exec(head) ?? []
  const isWord = letters[longest - 1] !== ' ' && (tail.length < TOO_FEW || /https?:/.test(tail))
  const whole = isWord ? head.slice(0, head.length - tail.length) || head : head
  return `${whole.replace(/[\s.,;:–—-]+$/, '')}…`
}

/** An address on the web within a text; what ends a sentence is not of it. */
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g

/** Where addresses are in a text, counted as JavaScript does: `[{ at: 4, url: 'https://…' }]`. */
export const addressesIn = (text: string): { at: number; url: string }[] =>
  [...text.matchAll(ADDRESS)].map(({ index, 0: url }) => ({ at: index, url }))

/** A text in which every address is as long as a network counts it. */
export const withAddressesOf = (length: number, text: string): string =>
  text.replaceAll(ADDRESS, 'x'.repeat(length))
