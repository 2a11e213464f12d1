import type { Hub } from '../../site/contract/hub'
import { websiteFault } from '../../worker/lib/email-and-url'
import { nameFault } from '../../worker/lib/display-name'
import { clean, lengthOf } from '../../worker/lib/clean-text'
import { drawnAMinuteAgo, type RunningHub } from './hub'

/** What somebody sends who fills in the form of a comment. */
export interface Words {
  body: string
  name: string
  website: string
  parent?: string
}

/** What the hub answered, and the cookie it knows the writer by from now on. */
export interface Answer {
  words: Words
  status: number
  body: string
  headers: Record<string, string>
  /** The comment's id, if it was taken. */
  id: string | undefined
  cookie: string
}

let writers = 0

/** Somebody new, at an address of their own, sends the form of a conversation. */
export const send = async (hub: RunningHub, slug: string, words: Words): Promise<Answer> => {
  const number = ++writers
  const answer = await fetch(hub.at(`conversations/post:${slug}/comments`), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      'cf-connecting-ip': `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
    },
    body: new URLSearchParams({
      ...words,
      email: `writer${number}@example.org`,
      drawn: await drawnAMinuteAgo(`post:${slug}`),
    }).toString(),
  })
  return {
    words,
    status: answer.status,
    body: await answer.text(),
    headers: Object.fromEntries(answer.headers),
    id: /#c-([\da-f-]+)$/.exec(answer.headers.get('location') ?? '')?.[1],
    cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
  }
}

/** Eight at a time, the answers in the order of what was asked. */
export const eightAtOnce = async <T, R>(
  all: readonly T[],
  act: (one: T, at: number) => Promise<R>,
): Promise<R[]> => {
  const done: R[] = []
  const waiting = all.entries()
  const work = async () => {
    for (const [at, one] of waiting) done[at] = await act(one, at)
  }
  await Promise.all(Array.from({ length: 8 }, work))
  return done
}

/** A text as a website: as it is if that is one, else at the end of an address, else nothing. */
const websiteOf = (text: string) =>
  [text, `https://e.example/${text}`].find((address) => !websiteFault(address)) ?? ''

/** Bodies as one, with a line that nobody else has: whose letters were said before is held. */
const oneBody = (at: number, [first = 'Plain words.', ...more]: string[]) =>
  [first, `Number ${at}.`, ...more].join('\n\n')

/**
 * What a crowd sends so that all texts are sent: a comment for each that is taken as a name, which
 * has its share of the bodies and a website; and what is refused, one field of a comment each.
 *
 * @param most how many comments at most: the names and websites are then taken evenly from all
 */
export const planFor = (
  texts: readonly string[],
  { reservedNames, comments }: Hub,
  most: number,
) => {
  const all = [...new Set(texts.map((text) => text.toWellFormed()))]
  const isBody = (text: string) => clean(text) !== '' && lengthOf(text) <= comments.longest
  const bodies = all.filter(isBody)
  const names = all.filter((text) => !nameFault(text, reservedNames))
  const websites = [...new Set(all.map(websiteOf))].filter(Boolean)
  const count = Math.min(most, Math.max(names.length, websites.length))
  const share = Math.ceil(bodies.length / count)
  const oneOf = (those: string[], at: number) => those[Math.floor((at / count) * those.length)]
  const plain: Words = { body: 'Plain words.', name: 'Plain Jane', website: '' }
  return {
    taken: Array.from({ length: count }, (_, at): Words => ({
      body: oneBody(at, bodies.slice(at * share, (at + 1) * share)),
      name: oneOf(names, at)!,
      website: oneOf(websites, at) ?? '',
    })),
    refused: [
      ...all.filter((body) => !isBody(body)).map((body) => ({ ...plain, body })),
      ...all.filter((text) => nameFault(text, reservedNames)).map((name) => ({ ...plain, name })),
      ...all.filter((text) => websiteFault(text)).map((website) => ({ ...plain, website })),
    ],
    counts: [bodies, names, websites].map(({ length }) => length),
  }
}
