/** What an Atom feed says of itself; addresses are absolute. */
export interface AtomHead {
  /** Permanent. */
  id: string
  title: string
  /** A BCP 47 language tag. */
  language: string
  /** The page that the feed follows. */
  url: string
  /** The feed's own address. */
  feedUrl: string
  author: AtomAuthor
}

interface AtomAuthor {
  name: string
  url?: string | undefined
}

/** An entry of an Atom feed as data; times in milliseconds, addresses absolute. */
export interface AtomEntry {
  /** Permanent, whatever its address becomes. */
  id: string
  title: string
  url: string
  publishedAt: number
  changedAt: number
  author: AtomAuthor
  categories?: { term: string; label: string }[]
  summary?: string
  html: string
}

/** Characters that XML 1.0 cannot contain, in any form (section 2.2). */
// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(NOT_IN_XML, '')
    .replace(/[&<>"']/g, (character) => references[character]!)

const element = (name: string, text: string, attributes = ''): string =>
  `<${name}${attributes}>${escaped(text)}</${name}>`

const instant = (name: string, at: number): string => element(name, new Date(at).toISOString())

const authorElement = ({ name, url }: AtomAuthor): string =>
  `<author>${element('name', name)}${url ? element('uri', url) : ''}</author>`

/** An entry as XML (RFC 4287, 4.1.2), without the characters that XML 1.0 forbids. */
export const writeAtomEntry = (entry: AtomEntry): string =>
  [
    '<entry>',
    element('id', entry.id),
    element('title', entry.title),
    `<link href="${escaped(entry.url)}"/>`,
    instant('published', entry.publishedAt),
    instant('updated', entry.changedAt),
    authorElement(entry.author),
    ...(entry.categories ?? []).map(
      ({ term, label }) => `<category term="${escaped(term)}" label="${escaped(label)}"/>`,
    ),
    ...(entry.summary === undefined ? [] : [element('summary', entry.summary)]),
    element('content', entry.html, ' type="html"'),
    '</entry>',
  ].join('\n')

/**
 * An Atom feed (RFC 4287) as XML.
 *
 * @param entries in their order, as `writeAtomEntry` gives them
 * @param updatedAt the last change in the feed, in milliseconds
 */
export const writeAtomFeed = (head: AtomHead, entries: string[], updatedAt: number): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(head.language)}">`,
    element('id', head.id),
    element('title', head.title),
    instant('updated', updatedAt),
    authorElement(head.author),
    `<link rel="alternate" href="${escaped(head.url)}"/>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(head.feedUrl)}"/>`,
    ...entries,
    '</feed>\n',
  ].join('\n')
