import { describe, expect, test } from 'vitest'
import {
  CONVERSATION,
  countBeside,
  get,
  make,
  type Marked,
  others,
  PAGE,
  type Reader,
} from './surfaces'

/*
 * What of a comment is to be seen where, by whom, in each state of its life, through real requests.
 * `words`: its words and its writer; `folded`: the same behind a summary; `gap`: that something was
 * said, and nothing of it; `-`: nothing at all. A small figure is what it adds to a count, a great
 * one the status of the answer.
 */
const table = `
place         | reader   | unseen | held | published | faded  | removed | erased | alone | erased alone
thread        | stranger | -      | gap  | words     | folded | gap     | gap    | -     | -
thread        | other    | -      | gap  | words     | folded | gap     | gap    | -     | -
thread        | author   | words  | words | words    | words  | gap     | gap    | -     | -
thread        | host     | -      | gap  | words     | folded | gap     | gap    | -     | -
own place     | stranger | -      | gap  | words     | folded | gap     | gap    | -     | -
own place     | author   | words  | words | words    | words  | gap     | gap    | -     | -
own place     | host     | -      | gap  | words     | folded | gap     | gap    | -     | -
its answer    | stranger |        | gap  | words     | folded | gap     | gap    |       |
permalink     | stranger | 404    | 302  | 302       | 302    | 302     | 302    | 404   | 404
permalink     | author   | 302    | 302  | 302       | 302    | 302     | 302    | 404   | 404
permalink     | host     | 302    | 302  | 302       | 302    | 302     | 302    | 302   | 302
reply page    | stranger | 404    | 404  | words     | 404    | 404     | 404    | 404   | 404
reply page    | author   | 404    | 404  | words     | words  | 404     | 404    | 404   | 404
reply page    | host     | 404    | 404  | words     | 404    | 404     | 404    | 404   | 404
report page   | stranger | 404    | 404  | words     | words  | 404     | 404    | 404   | 404
edit page     | stranger | 404    | 404  | 404       | 404    | 404     | 404    | 404   | 404
edit page     | author   | words  | words | words    | words  | 404     | 404    | 404   | 404
edit page     | host     | 404    | 404  | 404       | 404    | 404     | 404    | 404   | 404
JSON-LD       | stranger | -      | -    | words     | -      | -       | -      | -     | -
JSON-LD       | author   | -      | -    | words     | -      | -       | -      | -     | -
JSON-LD       | host     | -      | -    | words     | -      | -       | -      | -     | -
feed          | stranger | -      | -    | words     | -      | -       | -      | -     | -
feed          | author   | -      | -    | words     | -      | -       | -      | -     | -
search        | stranger | -      | -    | words     | -      | -       | -      | -     | -
search        | host     | -      | -    | words     | -      | -       | -      | -     | -
their page    | stranger | -      | -    | words     | -      | -       | -      | -     | -
their page    | author   | -      | -    | words     | words  | -       | -      | -     | -
their page    | host     | -      | -    | words     | -      | -       | -      | -     | -
their feed    | stranger | -      | -    | words     | -      | -       | -      | -     | -
hub’s feed    | stranger | -      | -    | -         | -      | -       | -      | -     | -
JSON feed     | stranger | -      | -    | -         | -      | -       | -      | -     | -
kind’s feed   | stranger | -      | -    | -         | -      | -       | -      | -     | -
title         | stranger | 0      | 0    | 1         | 0      | 0       | 0      | 0     | 0
title         | author   | 0      | 0    | 1         | 1      | 0       | 0      | 0     | 0
title         | host     | 0      | 0    | 1         | 0      | 0       | 0      | 0     | 0
front page    | stranger | 0      | 0    | 1         | 0      | 0       | 0      | 0     | 0
kind’s page   | other    | 0      | 0    | 1         | 0      | 0       | 0      | 0     | 0
the desk      | stranger | 404    | 404  | 404       | 404    | 404     | 404    | 404   | 404
the desk      | other    | 404    | 404  | 404       | 404    | 404     | 404    | 404   | 404
the desk      | host     | words  | words | words    | words  | words   | gap    | words | gap
`

const [head, ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
const columns = head!.slice(2)

/** Each way of coming into a state, and in which column of the table it is. */
const states = {
  unconfirmed: 'unseen',
  resting: 'unseen',
  'held by a host': 'held',
  'held for reports': 'held',
  published: 'published',
  faded: 'faded',
  removed: 'removed',
  withdrawn: 'erased',
  expired: 'erased',
  'removed alone': 'alone',
  'withdrawn alone': 'erased alone',
} as const

const all = await others()

const DATA = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/g

const articleOf = (page: string, id: string) =>
  new RegExp(`<article[^>]*id="c-${id}"[\\s\\S]*?</article>`).exec(page)?.[0] ?? ''

interface Judging {
  said: Marked
  html: string
  /** The words that must be there where it may be read. */
  needs?: string[]
  /** The words that must not be there where it may not. */
  marks?: string[]
}

/** How much of a comment some markup gives away; also in attributes, and in parts. */
const shownIn = ({ said, html, ...by }: Judging): string => {
  const { marks = Object.values(said.words), needs = marks } = by
  const has = (text: string, word: string) => text.toLowerCase().includes(word.toLowerCase())
  const found = marks.filter((mark) => has(html, mark))
  if (found.length === 0) return html.includes(said.id) ? 'gap' : '-'
  const missing = needs.filter((mark) => !found.includes(mark))
  if (missing.length > 0) return `${found.join(', ')}, but not ${missing.join(', ')}`
  const article = articleOf(html, said.id)
  if (!article.includes('comment-faded')) return 'words'
  const besides = html.replace(article, '')
  return marks.some((mark) => has(besides, mark)) ? 'words' : 'folded'
}

interface Looking {
  said: Marked
  reader: Reader
  isAuthor: boolean
  /** The pages that this reader got already, for what stands in several places of one. */
  got: Map<string, ReturnType<typeof get>>
}

/** An author’s own page has their name in its form and its header. */
const marksFor = ({ said, isAuthor }: Looking) => (isAuthor ? [said.words.body] : undefined)

/** A page around what was asked for, without the way back to it that its header offers. */
const pageAt = async (path: string, { reader, got }: Looking) => {
  const asking = got.get(path) ?? get(path, reader)
  got.set(path, asking)
  const { status, body } = await asking
  return { status, html: body.replaceAll(/returnTo=[^"&]*/g, '') }
}

const shownAt = async (path: string, looking: Looking, needs?: string[]) => {
  const { status, html } = await pageAt(path, looking)
  const marks = marksFor(looking)
  const shown = shownIn({
    said: looking.said,
    html: html.replaceAll(DATA, ''),
    ...(marks ? { marks } : needs && { needs }),
  })
  if (status === 200) return shown
  return shown === '-' || shown === 'gap' ? String(status) : `${status} with ${shown}`
}

const added = async (count: string | undefined, { said }: Looking) =>
  String(Number((count ?? '0').replace(/\D/g, '')) - (await countBeside(said)))

const inList = (page: string) =>
  new RegExp(
    `data-conversation="${CONVERSATION}"[^>]*>(?:<span class="unread">[^<]*</span>)?([^<]*)<`,
  ).exec(page)?.[1]

const ofText = ({ said }: Looking) => [said.words.body, said.words.name]

const places: Record<string, (looking: Looking) => Promise<string>> = {
  thread: (looking) => shownAt(PAGE, looking),
  'own place': (looking) => shownAt(`${PAGE}?from=${looking.said.id}`, looking),
  'its answer': (looking) => shownAt(`${PAGE}?from=${looking.said.answer}`, looking),
  permalink: (looking) => shownAt(`/community/comments/${looking.said.id}/`, looking),
  'reply page': (looking) => shownAt(`/community/comments/${looking.said.id}/reply/`, looking),
  'report page': (looking) =>
    shownAt(`/community/comments/${looking.said.id}/report/`, looking, ofText(looking)),
  'edit page': (looking) => shownAt(`/community/comments/${looking.said.id}/revision`, looking),
  'JSON-LD': async (looking) => {
    const { html } = await pageAt(PAGE, looking)
    const data = [...html.matchAll(DATA)].map(([, json]) => json).join('\n')
    return shownIn({ said: looking.said, html: data, needs: ofText(looking) })
  },
  feed: (looking) => shownAt(`${PAGE}comments.xml`, looking, ofText(looking)),
  search: (looking) =>
    shownAt(`/community/search/?q=${looking.said.sought}`, looking, ofText(looking)),
  'their page': async (looking) => {
    const { said } = looking
    const { html } = await pageAt(`/community/people/${said.handle}/`, looking)
    return shownIn({ said, html, marks: [said.words.body] })
  },
  'their feed': async (looking) => {
    const { said } = looking
    const { html } = await pageAt(`/community/people/${said.handle}/feed.xml`, looking)
    return shownIn({ said, html, marks: [said.words.body] })
  },
  'hub’s feed': (looking) => shownAt('/community/feed.xml', looking),
  'JSON feed': (looking) => shownAt('/community/feed.json', looking),
  'kind’s feed': (looking) => shownAt('/community/kinds/question/feed.xml', looking),
  title: async (looking) => {
    const { html } = await pageAt(PAGE, looking)
    return added(/class="thread-count">([^<]*)/.exec(html)?.[1], looking)
  },
  'front page': async (looking) =>
    added(inList((await pageAt('/community/', looking)).html), looking),
  'kind’s page': async (looking) =>
    added(inList((await pageAt('/community/kinds/question/', looking)).html), looking),
  'the desk': (looking) =>
    shownAt(`/community/desk/comments/${looking.said.id}/`, looking, ofText(looking)),
}

const writers = {
  member: Object.keys(states).filter((state) => state !== 'unconfirmed'),
  guest: Object.keys(states).filter((state) => state !== 'resting'),
} as const

const cases = (['member', 'guest'] as const).flatMap((by) =>
  writers[by].map((state) => [state, by] as const),
)

describe.each(cases)('what is %s, by a %s', async (state, by) => {
  const said = await make(state, by, all)
  const column = columns.indexOf(states[state as keyof typeof states]) + 2
  const cells = rows
    .map((row) => ({ place: row[0]!, reader: row[1]!, shows: row[column]! }))
    .filter(({ shows, place }) => shows && (said.handle || !place.startsWith('their')))

  // What is made next adds to the counts, so all is read while it is the newest.
  const readers = new Map(
    Object.entries({ ...all, author: said.author }).map(([name, reader]) => [
      name,
      { said, reader, isAuthor: name === 'author', got: new Map() },
    ]),
  )
  const seen: string[] = []
  for (const { place, reader } of cells) seen.push(await places[place]!(readers.get(reader)!))

  test.each(cells.map((cell, at) => [cell.place, cell.reader, cell.shows, at] as const))(
    '%s, for %s: %s',
    (_place, _reader, shows, at) => expect(seen[at]).toBe(shows),
  )
})
