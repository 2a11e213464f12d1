import { createHash } from 'node:crypto'
import { createRestAPIClient, type mastodon as api, MastoHttpError } from 'masto'
import { wasNeverSent, type Network, TIME_LIMIT, Refused, retryAdvice, reasonOf } from './network'
import type { Account } from './network'
import type { AnnouncedPost } from './announced-post'
import { fitText, graphemesIn, withAddressesOf } from './text'

interface Limits {
  /** Characters of a message. */
  longest: number
  /** Characters that an address counts for, however long it is. */
  address: number
  /** Why these are only the default limits. */
  doubt?: string
}

/** Mastodon's default limits. */
const USUAL: Limits = { longest: 500, address: 23 }

/** The clock difference between this machine and the server that is allowed, in milliseconds. */
const SKEW = 60_000

/** How many of the account's latest posts are searched for one that may have been published. */
const LATEST = 40

const clientOf = ({ server, secrets }: Account, isSignedIn = true) =>
  createRestAPIClient({
    url: server,
    timeout: TIME_LIMIT,
    requestInit: { redirect: 'error' },
    ...(isSignedIn && { accessToken: secrets['MASTODON_TOKEN']! }),
  })

/** The limits of this server. */
const limitsOf = async (account: Account, isDry: boolean): Promise<Limits> => {
  try {
    const { configuration } = await clientOf(account, false).v2.instance.fetch()
    const { maxCharacters, charactersReservedPerUrl } = configuration?.statuses ?? {}
    return {
      longest: maxCharacters ?? USUAL.longest,
      address: charactersReservedPerUrl ?? USUAL.address,
    }
  } catch (error) {
    // Older and merely compatible servers do not have this endpoint.
    if (error instanceof MastoHttpError && error.statusCode === 404) return USUAL
    const doubt = `${account.server} does not answer as a Mastodon server: ${describe(error)}
If the account is on another server, set MASTODON_SERVER.`
    if (isDry) return { ...USUAL, doubt }
    throw new Refused(doubt)
  }
}

/** Adds a zero-width space after each @, so that a name in the text mentions no account of this server. */
const uncalled = (text: string) => text.replaceAll(/(?<![\w/=])@(?=\w)/g, '@\u200B')

const compose: Network['compose'] = async (account, piece, _, isDry) => {
  const { longest, address, doubt } = await limitsOf(account, isDry)
  const count = (text: string) => graphemesIn(withAddressesOf(address, text)).length
  const { title, summary } = piece
  const words = { title: uncalled(title), summary: uncalled(summary), address: piece.address }
  const text = fitText(words, longest, count)
  return { text, length: count(text), longest, doubt }
}

/** The idempotency key: for an hour the server publishes the same text about the same post once. */
const keyOf = (piece: AnnouncedPost, text: string, again: string) =>
  createHash('sha256').update([piece.conversation, again, text].join('\n')).digest('hex')

const addressOf = ({ url, uri }: api.v1.Status) => url ?? uri

/** Mastodon and compatible servers. */
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

/** Throws `Refused` if the post was certainly not published, another error if that is unknown. */
const refuse = (error: unknown): never => {
  if (error instanceof MastoHttpError && error.statusCode < 500) throw new Refused(describe(error))
  if (wasNeverSent(error)) throw new Refused(reasonOf(error))
  throw new Error(describe(error), { cause: error })
}

const describe = (error: unknown): string => {
  if (!(error instanceof MastoHttpError)) return reasonOf(error)
  const { statusCode, message, description } = error
  const said = `${statusCode} ${[message, description].filter(Boolean).join(', ')}.`
  if (statusCode === 401) return `${said} Check MASTODON_TOKEN.`
  if (statusCode === 403)
    return `${said} MASTODON_TOKEN needs the scopes read:accounts, read:statuses and write:statuses.`
  return statusCode === 429 ? said + retryAdvice((error.cause as Response).headers) : said
}
