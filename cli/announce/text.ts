/** The parts of an announcement. */
export interface AnnouncementParts {
  title: string
  /** May be empty. */
  summary: string
  /** The address as shown. */
  address: string
}

/** A summary cut shorter than this is left out. */
const TOO_FEW = 24

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Characters as people see them: `graphemesIn('👩‍🚀é').length // => 2` */
export const graphemesIn = (text: string): string[] =>
  [...segmenter.segment(text)].map(({ segment }) => segment)

/**
 * The text of an announcement, cut to fit: first the summary, then the title, never the address.
 *
 * @param count how a network counts a text against `longest`
 */
export const fitText = (
  { title, summary, address }: AnnouncementParts,
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

/** `cut('One two three', 9) // => 'One two…'`: at a word boundary if possible, never within an address. */
export const cut = (line: string, longest: number): string => {
  const letters = graphemesIn(line)
  if (letters.length <= longest) return line
  const head = letters.slice(0, Math.max(0, longest - 1)).join('')
  const [tail = ''] = /\S*$/.exec(head) ?? []
  const isWord = letters[longest - 1] !== ' ' && (tail.length < TOO_FEW || /https?:/.test(tail))
  const whole = isWord ? head.slice(0, head.length - tail.length) || head : head
  return `${whole.replace(/[\s.,;:–—-]+$/, '')}…`
}

/** A web address in a text, without punctuation at its end. */
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g

/** The addresses in a text, with their offset in UTF-16 units: `[{ at: 4, url: 'https://…' }]`. */
export const addressesIn = (text: string): { at: number; url: string }[] =>
  [...text.matchAll(ADDRESS)].map(({ index, 0: url }) => ({ at: index, url }))

/** The text with every address replaced by as many characters as the network counts for it. */
export const withAddressesOf = (length: number, text: string): string =>
  text.replaceAll(ADDRESS, 'x'.repeat(length))
