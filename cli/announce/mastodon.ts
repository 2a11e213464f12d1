import { createHash } from 'node:crypto'
import { createRestAPIClient, type mastodon as api, MastoHttpError } from 'masto'
import { isUnsent, type Network, PATIENCE, Refused, waitUntil, whyNot } from './network'
import type { Account } from './network'
import type { Piece } from './announced-post'
import { fitted, graphemesIn, withAddressesOf } from './text'

interface Limits {
  /** Characters of a message. */
  longest: number
  /** Characters that an address counts for, however long it is. */
  address: number
  /** Why they are only the usual ones. */
  doubt?: string
}

/** What every Mastodon server allows that says nothing else. */
const USUAL: Limits = { longest: 500, address: 23 }

/** Two clocks are never quite the same: how far apart they may be, in milliseconds. */
const SKEW = 60_000

/** How many of the account's latest messages are looked through for one that may be out. */
const LATEST = 40

const clientOf = ({ server, secrets }: Account, isSignedIn = true) =>
  createRestAPIClient({
    url: server,
    timeout: PATIENCE,
    requestInit: { redirect: 'error' },
    ...(isSignedIn && { accessToken: secrets['MASTODON_TOKEN']! }),
  })

/** What this server allows, which need not be what others do. */
const limitsOf = async (account: Account, isDry: boolean): Promise<Limits> => {
  try {
    const { configuration } = await clientOf(account, false).v2.instance.fetch()
    const { maxCharacters, charactersReservedPerUrl } = configuration?.statuses ?? {}
    return {
      longest: maxCharacters ?? USUAL.longest,
      address: charactersReservedPerUrl ?? USUAL.address,
    }
  } catch (error) {
    // Older servers, and some that only speak the language, do not know the question.
    if (error instanceof MastoHttpError && error.statusCode === 404) return USUAL
    const doubt = `${account.server} does not answer as a Mastodon server: ${told(error)}
MASTODON_SERVER says where the account is, if it is not there.`
    if (isDry) return { ...USUAL, doubt }
    throw new Refused(doubt)
  }
}

/** An @ before a name would call whoever has that name on this server: it stays an @, and calls nobody. */
const uncalled = (text: string) => text.replaceAll(/(?<![\w/=])@(?=\w)/g, '@\u200B')

const compose: Network['compose'] = async (account, piece, _, isDry) => {
  const { longest, address, doubt } = await limitsOf(account, isDry)
  const count = (text: string) => graphemesIn(withAddressesOf(address, text)).length
  const { title, summary } = piece
  const words = { title: uncalled(title), summary: uncalled(summary), address: piece.address }
  const text = fitted(words, longest, count)
  return { text, length: count(text), longest, doubt }
}

/** The same words about the same post are one message for an hour, however often they arrive. */
const keyOf = (piece: Piece, text: string, again: string) =>
  createHash('sha256').update([piece.conversation, again, text].join('\n')).digest('hex')

const addressOf = ({ url, uri }: api.v1.Status) => url ?? uri

/** Mastodon, and whatever else speaks its language. */
export const mastodon: Network = {
  id: 'mastodon',
  secrets: ['MASTODON_TOKEN'],
  compose,
  open: async (account, piece, { text }, isAgain) => {
    const client = clientOf(account)
    const language = new Intl.Locale(piece.language).language
    return {
      find: async (startedAt) => {
        const { id } = await answered(client.v1.accounts.verifyCredentials())
        const since = startedAt.getTime() - SKEW
        const latest = { limit: LATEST, excludeReblogs: true }
        const statuses = await answered(client.v1.accounts.$select(id).statuses.list(latest))
        const found = statuses.find(
          ({ createdAt, content }) =>
            Date.parse(createdAt) >= since && content.includes(`href="${piece.address}"`),
        )
        return found && addressOf(found)
      },
      send: async (startedAt) => {
        const key = keyOf(piece, text, isAgain ? startedAt.toISOString() : '')
        const status = { status: text, visibility: 'public', language } as const
        const once = { requestInit: { headers: { 'Idempotency-Key': key } } }
        return addressOf(await answered(client.v1.statuses.create(status, once)))
      },
    }
  },
}

const answered = <Answer>(asking: PromiseLike<Answer>): Promise<Answer> =>
  Promise.resolve(asking).catch(refuse)

/** Tells a no from an answer that never came: after a no, nothing is out. */
const refuse = (error: unknown): never => {
  if (error instanceof MastoHttpError && error.statusCode < 500) throw new Refused(told(error))
  if (isUnsent(error)) throw new Refused(whyNot(error))
  throw new Error(told(error), { cause: error })
}

const told = (error: unknown): string => {
  if (!(error instanceof MastoHttpError)) return whyNot(error)
  const { statusCode, message, description } = error
  const said = `${statusCode} ${[message, description].filter(Boolean).join(', ')}.`
  if (statusCode === 401) return `${said} Is MASTODON_TOKEN still good?`
  if (statusCode === 403)
    return `${said} MASTODON_TOKEN needs the scopes read:accounts, read:statuses and write:statuses.`
  return statusCode === 429 ? said + waitUntil((error.cause as Response).headers) : said
}
