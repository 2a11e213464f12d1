// The names of the protocol's methods, and what they take and give.
/// <reference types="@atcute/atproto" />
import type { AppBskyFeedPost, AppBskyRichtextFacet } from '@atcute/bluesky'
import { Client, ClientResponseError, ok, simpleFetchHandler } from '@atcute/client'
import {
  type Account,
  ask,
  type Card,
  isUnsent,
  type Message,
  type Network,
  type Page,
  Refused,
  waitUntil,
  whyNot,
} from './network'
import type { Piece } from './piece'
import { addressesIn, cut, fitted, graphemesIn } from './text'

/** What a post there may have: graphemes, and bytes. */
const LONGEST = 300
const MOST_BYTES = 3000

/** An address is a link whatever it says: more of it than this is in the way. */
const LONGEST_ADDRESS = 40

const COLLECTION = 'app.bsky.feed.post'

const bytesIn = (text: string) => new TextEncoder().encode(text).length

/** What is seen of an address: `www.example.com/community/posts/…` */
const shownAddress = (address: string) =>
  cut(address.replace(/^https?:\/\/|\/$/g, ''), LONGEST_ADDRESS)

const compose = async (_: Account, piece: Piece, page: Page): Promise<Message> => {
  const { title, summary, address } = piece
  const text = fitted({ title, summary, address: shownAddress(address) }, LONGEST, lengthOf)
  const card: Card = { title, description: summary, picture: page.picture }
  return { text, length: graphemesIn(text).length, longest: LONGEST, card }
}

/** Graphemes, but no fewer than bytes allow: ten to each are taken for granted. */
const lengthOf = (text: string) =>
  Math.max(graphemesIn(text).length, Math.ceil((bytesIn(text) * LONGEST) / MOST_BYTES))

/** Bluesky takes addresses in a text for what they are only when they are pointed out, in bytes. */
const facetsOf = (text: string, address: string): AppBskyRichtextFacet.Main[] => {
  const own = shownAddress(address)
  const head = text.slice(0, text.length - own.length)
  const links = addressesIn(head).map(({ at, url }) => ({ at, shown: url, url }))
  return [...links, { at: head.length, shown: own, url: address }].map(({ at, shown, url }) => {
    const byteStart = bytesIn(text.slice(0, at))
    const uri = url as AppBskyRichtextFacet.Link['uri']
    return {
      index: { byteStart, byteEnd: byteStart + bytesIn(shown) },
      features: [{ $type: 'app.bsky.richtext.facet#link', uri }],
    }
  })
}

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz'

/**
 * The key of a record that was begun at a moment, as the protocol makes them: so what was sent can
 * be found again, also when its answer was lost.
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

const signIn = async ({ server, name, secrets }: Account) => {
  const handler = simpleFetchHandler({ service: server, fetch: ask })
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
  return { client, did: session.did, handle: session.handle }
}

/** Bluesky, by way of whichever server keeps the account. */
export const bluesky: Network = {
  id: 'bluesky',
  secrets: ['BLUESKY_PASSWORD'],
  compose,
  open: async (account, piece, { text, card }) => {
    const { client, did, handle } = await signIn(account)
    const { picture } = card ?? {}
    const thumb =
      picture &&
      (await ok(
        client.post('com.atproto.repo.uploadBlob', {
          input: new Blob([picture.bytes.slice()], { type: picture.type }),
          headers: { 'content-type': picture.type },
        }),
      ).catch(refuse))
    const external = {
      uri: piece.address as AppBskyRichtextFacet.Link['uri'],
      title: card?.title ?? piece.title,
      description: card?.description ?? '',
      ...(thumb && { thumb: thumb.blob }),
    }
    const addressOf = (key: string) =>
      `https://bsky.app/profile/${handle === 'handle.invalid' ? did : handle}/post/${key}`
    return {
      find: async (startedAt) => {
        const rkey = keyAt(startedAt)
        const params = { repo: did, collection: COLLECTION, rkey } as const
        const answer = await client.get('com.atproto.repo.getRecord', { params })
        if (answer.ok) return addressOf(rkey)
        if (answer.data.error === 'RecordNotFound') return undefined
        return refuse(new ClientResponseError(answer))
      },
      send: async (startedAt) => {
        const rkey = keyAt(startedAt)
        const record: AppBskyFeedPost.Main = {
          $type: COLLECTION,
          text,
          langs: [piece.language],
          facets: facetsOf(text, piece.address),
          embed: { $type: 'app.bsky.embed.external', external },
          createdAt: startedAt.toISOString(),
        }
        await ok(
          client.post('com.atproto.repo.createRecord', {
            input: { repo: did, collection: COLLECTION, rkey, record: { ...record } },
          }),
        ).catch(refuse)
        return addressOf(rkey)
      },
    }
  },
}

/** Tells a no from an answer that never came: after a no, nothing is out. */
const refuse = (error: unknown): never => {
  if (error instanceof ClientResponseError && error.status < 500) throw new Refused(told(error))
  if (isUnsent(error)) throw new Refused(whyNot(error))
  throw new Error(told(error), { cause: error })
}

const told = (error: unknown): string => {
  if (!(error instanceof ClientResponseError)) return whyNot(error)
  const { status, error: name, description, headers } = error
  const said = `${status} ${[name, description].filter(Boolean).join(', ')}.`
  if (status === 401)
    return `${said} Are BLUESKY_NAME and BLUESKY_PASSWORD, an app password, still good?`
  return status === 429 ? said + waitUntil(headers) : said
}
