// The names of the protocol's methods, and what they take and give.
/// <reference types="@atcute/atproto" />
import type { AppBskyEmbedExternal, AppBskyFeedPost, AppBskyRichtextFacet } from '@atcute/bluesky'
import { Client, ClientResponseError, ok, simpleFetchHandler } from '@atcute/client'
import {
  type Account,
  fetchStrictly,
  type Card,
  wasNeverSent,
  type Message,
  type Network,
  type PublicPage,
  Refused,
  retryAdvice,
  reasonOf,
} from './network'
import type { AnnouncedPost } from './announced-post'
import { addressesIn, cut, fitText, graphemesIn } from './text'

/** Bluesky's limits of a post: graphemes, and bytes. */
const LONGEST = 300
const MOST_BYTES = 3000

/** Characters of an address that are shown; the link itself is complete. */
const LONGEST_ADDRESS = 40

const COLLECTION = 'app.bsky.feed.post'

const bytesIn = (text: string) => new TextEncoder().encode(text).length

/** The visible text of a link: `www.example.com/community/posts/…` */
const shownAddress = (address: string) =>
  cut(address.replace(/^https?:\/\/|\/$/g, ''), LONGEST_ADDRESS)

const compose = async (_: Account, piece: AnnouncedPost, page: PublicPage): Promise<Message> => {
  const { title, summary, address } = piece
  const text = fitText({ title, summary, address: shownAddress(address) }, LONGEST, lengthOf)
  const card: Card = { title, description: summary, picture: page.picture }
  return { text, length: graphemesIn(text).length, longest: LONGEST, card }
}

/** The length in graphemes, or in bytes scaled to the same limit (10 per grapheme), whichever is more. */
const lengthOf = (text: string) =>
  Math.max(graphemesIn(text).length, Math.ceil((bytesIn(text) * LONGEST) / MOST_BYTES))

type Uri = AppBskyRichtextFacet.Link['uri']

/** The links in a text. Bluesky needs the byte range of each. */
const facetsOf = (text: string, address: string): AppBskyRichtextFacet.Main[] => {
  const own = shownAddress(address)
  const head = text.slice(0, text.length - own.length)
  const links = addressesIn(head).map(({ at, url }) => ({ at, shown: url, url }))
  return [...links, { at: head.length, shown: own, url: address }].map(({ at, shown, url }) => {
    const byteStart = bytesIn(text.slice(0, at))
    return {
      index: { byteStart, byteEnd: byteStart + bytesIn(shown) },
      features: [{ $type: 'app.bsky.richtext.facet#link', uri: url as Uri }],
    }
  })
}

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz'

/**
 * The record key (TID) for a moment, so that a post can be found again when the answer to it was
 * lost.
 *
 * @example keyAt(new Date(0)) // => '2222222222222'
 */
export const keyAt = (moment: Date): string => {
  const bits = BigInt(moment.getTime()) * 1000n * 1024n
  return Array.from(
    { length: 13 },
    (_, at) => DIGITS[Number((bits >> BigInt(5 * (12 - at))) & 31n)],
  ).join('')
}

/** A signed-in client. */
type Session = Awaited<ReturnType<typeof signIn>>

const signIn = async ({ server, name, secrets }: Account) => {
  const handler = simpleFetchHandler({ service: server, fetch: fetchStrictly })
  const password = secrets['BLUESKY_PASSWORD']!
  const session = await ok(
    new Client({ handler }).post('com.atproto.server.createSession', {
      input: { identifier: name, password },
    }),
  ).catch(refuse)
  const client = new Client({
    handler: (path, init) => {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${session.accessJwt}`)
      return handler(path, { ...init, headers })
    },
  })
  const { did, handle } = session
  /** The public address of a record; with the DID where the account has no valid handle. */
  const addressOf = (key: string) =>
    `https://bsky.app/profile/${handle === 'handle.invalid' ? did : handle}/post/${key}`
  return { client, did, addressOf }
}

/** Uploads the picture of the link card, which must exist before the post. */
const upload = async ({ client }: Session, picture: Card['picture']) => {
  if (!picture) return undefined
  const input = new Blob([picture.bytes.slice()], { type: picture.type })
  const headers = { 'content-type': picture.type }
  const answer = client.post('com.atproto.repo.uploadBlob', { input, headers })
  return (await ok(answer).catch(refuse)).blob
}

const find = async ({ client, did, addressOf }: Session, rkey: string) => {
  const params = { repo: did, collection: COLLECTION, rkey } as const
  const answer = await client.get('com.atproto.repo.getRecord', { params }).catch(refuse)
  if (answer.ok) return addressOf(rkey)
  return answer.data.error === 'RecordNotFound'
    ? undefined
    : refuse(new ClientResponseError(answer))
}

const create = async (
  { client, did, addressOf }: Session,
  rkey: string,
  record: AppBskyFeedPost.Main,
) => {
  const input = { repo: did, collection: COLLECTION, rkey, record: { ...record } } as const
  await ok(client.post('com.atproto.repo.createRecord', { input })).catch(refuse)
  return addressOf(rkey)
}

/** Bluesky, through the server of the account. */
export const bluesky: Network = {
  id: 'bluesky',
  secrets: ['BLUESKY_PASSWORD'],
  compose,
  open: async (account, { address, title, language }, { text, card }) => {
    const session = await signIn(account)
    const thumb = await upload(session, card?.picture)
    const external: AppBskyEmbedExternal.External = {
      uri: address as Uri,
      title: card?.title ?? title,
      description: card?.description ?? '',
      ...(thumb && { thumb }),
    }
    return {
      find: (startedAt) => find(session, keyAt(startedAt)),
      send: (startedAt) =>
        create(session, keyAt(startedAt), {
          $type: COLLECTION,
          text,
          langs: [language],
          facets: facetsOf(text, address),
          embed: { $type: 'app.bsky.embed.external', external },
          createdAt: startedAt.toISOString(),
        }),
    }
  },
}

/** Throws `Refused` if the post was certainly not published, another error if that is unknown. */
const refuse = (error: unknown): never => {
  if (error instanceof ClientResponseError && error.status < 500) throw new Refused(describe(error))
  if (wasNeverSent(error)) throw new Refused(reasonOf(error))
  throw new Error(describe(error), { cause: error })
}

const describe = (error: unknown): string => {
  if (!(error instanceof ClientResponseError)) return reasonOf(error)
  const { status, error: name, description, headers } = error
  const said = `${status} ${[name, description].filter(Boolean).join(', ')}.`
  if (status === 401)
    return `${said} Check BLUESKY_NAME and BLUESKY_PASSWORD, which must be an app password.`
  return status === 429 ? said + retryAdvice(headers) : said
}
