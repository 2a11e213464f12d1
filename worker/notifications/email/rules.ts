import { cleanLine, lengthOf } from '../../lib/clean-text'
import { excerpt, toText } from '../../markdown/markdown'

/** Characters of a line of plain text (RFC 5322 §2.1.1 recommends at most 78). */
const LINE_WIDTH = 72

/** The longest subject, and the longest name or title inside a sentence, in characters. */
const SUBJECT_LIMIT = 120
const NAME_LIMIT = 100

/** Invisible characters that change the direction of the text after them. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const RIGHT_TO_LEFT =
  /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}\p{sc=Adlam}]/u

/** A line without line breaks, controls and direction marks, cut at a word. */
const oneLine = (text: string, limit: number) =>
  excerpt(cleanLine(text.replace(DIRECTION_MARKS, '')), limit)

/** A subject: no name or title in it can add a header or reverse the text. */
export const emailSubject = (text: string): string => oneLine(text, SUBJECT_LIMIT)

/** A typed title that stands alone. */
export const titleInEmail = (text: string): string => oneLine(text, NAME_LIMIT)

/** A typed name or title for a sentence; isolated if it runs from right to left. */
export const nameInEmail = (text: string): string => {
  const name = titleInEmail(text)
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}

/** The parts of a sentence; every second one is a name that `nameInEmail` isolated. */
export const sentenceParts = (sentence: string): string[] =>
  sentence.split(/\u2068([^\u2069]*)\u2069/)

const withoutQuotes = (html: string): string => {
  const less = html.replace(/<blockquote>(?:(?!<blockquote>)[^])*?<\/blockquote>/g, '')
  return less === html ? html : withoutQuotes(less)
}

/** The lines that fit into so many characters; the last one is cut at a word. */
const firstLines = (lines: string[], room: number): string[] => {
  const [first, ...rest] = lines
  if (first === undefined) return []
  const left = room - lengthOf(first)
  if (left < 0 || (left < 20 && rest.length > 0))
    return [excerpt(`${first} ${rest.join(' ')}`, Math.max(room, 2))]
  return [first, ...firstLines(rest, left)]
}

/**
 * The beginning of a comment as plain text, for a quotation in an email: without what the comment
 * itself quotes, unless it says nothing else.
 *
 * @param html made by `toHtml`
 */
export const quoteOf = (html: string, limit: number): string => {
  const text = toText(withoutQuotes(html)) || toText(html)
  // No line is empty, so that more lines than characters cannot fit.
  const lines = text.replace(DIRECTION_MARKS, '').split('\n', limit)
  return firstLines(lines, limit).join('\n')
}

const wrapLine = (line: string, width: number): string => {
  const lines: string[] = []
  for (const word of line.split(' ')) {
    const last = lines.at(-1)
    const fits = last !== undefined && lengthOf(last) + 1 + lengthOf(word) <= width
    if (fits) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}

/** A text in lines of at most 72 characters; an address is never broken. */
export const wrapText = (text: string, width = LINE_WIDTH): string =>
  text
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n')

/** The same as a quotation: each line begins with `> `. */
export const quoteText = (text: string): string =>
  wrapText(text, LINE_WIDTH - 2).replaceAll(/^(?=(.?))/gm, (_, first) => (first ? '> ' : '>'))

const hostOf = (url: string) => new URL(url).hostname

/** The name of the hub in emails: `Northgate Cycles Community`. */
export const hubName = ({ name, title }: { name: string; title: string }): string =>
  `${name} ${title}`

/** The `List-Id` of a hub (RFC 2919), by which mail programs sort: `<community.www.example.com>`. */
export const listId = (hub: { name: string; title: string; url: string }): string => {
  const phrase = hubName(hub)
  const shown = /^[ !#-[\]-~]+$/.test(phrase) ? `"${phrase}" ` : ''
  return `${shown}<community.${hostOf(hub.url)}>`
}

/**
 * The id of the message that emails about a conversation are replies to (RFC 5322 §3.6.4), so that
 * mail programs show them as one thread. It was never sent.
 *
 * @example threadId({ url: 'https://example.com/' }, 'post:welcome') // => '<post.welcome@example.com>'
 */
export const threadId = ({ url }: { url: string }, conversation: string): string =>
  `<${conversation.replace(':', '.')}@${hostOf(url)}>`
