import { CliError } from '../cli-error'
import type { AnnouncedPost } from './announced-post'

/** The link preview of the post. */
export interface Card {
  title: string
  description: string
  picture?: { type: string; bytes: Uint8Array } | undefined
}

/** What is sent to a network. */
export interface Message {
  text: string
  /** How many characters that is, as the network counts. */
  length: number
  longest: number
  /** Sent with the text; other networks read it from the page. */
  card?: Card | undefined
  /** A warning for the user, if something could not be verified. */
  doubt?: string | undefined
}

/** A signed-in session with a network, for one message. */
export interface NetworkSession {
  /** The address of the message that was begun at that moment, if it was published. */
  find: (startedAt: Date) => Promise<string | undefined>
  /** Publishes the message and gives its address. */
  send: (startedAt: Date) => Promise<string>
}

/** A network that announcements can be sent to. */
export interface Network {
  /** Its id in `networks.yaml`. */
  id: 'mastodon' | 'bluesky'
  /** The names of its secrets. */
  secrets: readonly string[]
  /** Builds the message. May ask the network for its limits; a dry run goes on if that fails. */
  compose: (
    account: Account,
    piece: AnnouncedPost,
    page: PublicPage,
    isDry: boolean,
  ) => Promise<Message>
  /** Signs in and uploads what the message needs. Nothing is published yet. */
  open: (
    account: Account,
    piece: AnnouncedPost,
    message: Message,
    isAgain: boolean,
  ) => Promise<NetworkSession>
}

/** An account on a network. */
export interface Account {
  /** The origin of the server: `https://social.example.com`. */
  server: string
  /** The name to sign in with; empty if the network needs none. */
  name: string
  /** The secrets, by name. */
  secrets: Readonly<Record<string, string>>
}

/** What the public page of the post contains. */
export interface PublicPage {
  picture?: Card['picture']
}

/** The network refused: nothing was published. */
export class Refused extends CliError {}

/** The time limit of a request to a network, in milliseconds. */
export const TIME_LIMIT = 30_000

/** `fetch` with a time limit and without redirects, which could carry a secret to another host. */
export const fetchStrictly: typeof fetch = (input, init) =>
  fetch(input, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIME_LIMIT) })

/** The reason of a failed request, from the error's cause. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error as { cause?: { code?: string; message?: string } }
  return error.name === 'TimeoutError'
    ? `no answer within ${TIME_LIMIT / 1000} seconds`
    : (cause?.code ?? cause?.message ?? error.message)
}

/** Error codes of a connection that was never established: nothing was sent. */
const NEVER = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** Whether a request certainly did not reach the server. */
export const wasNeverSent = (error: unknown): boolean =>
  error instanceof Error &&
  NEVER.includes(String((error.cause as { code?: string } | undefined)?.code))

/** A sentence on when to try again after status 429. */
export const retryAdvice = (headers: Headers): string => {
  const after = headers.get('retry-after')
  const reset = headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset')
  const at = after
    ? Date.now() + Number(after) * 1000
    : /^\d+$/.test(reset ?? '')
      ? Number(reset) * 1000
      : Date.parse(reset ?? '')
  return Number.isFinite(at)
    ? ` Try again after ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC.`
    : ' Try again in a few minutes.'
}
