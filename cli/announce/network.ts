import { Fault } from '../cli-error'
import type { Piece } from './announced-post'

/** What a link to the post looks like where it is drawn as a card. */
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
  /** Sent along with the text; other networks draw their own from the page. */
  card?: Card | undefined
  /** What could not be made sure of. */
  doubt?: string | undefined
}

/** The way into a network, for one message, when whoever sends it has been let in. */
export interface Door {
  /** Where the message is, if one that was begun at that moment came through. */
  find: (startedAt: Date) => Promise<string | undefined>
  /** Sends it; from then on the world sees it. Gives back where. */
  send: (startedAt: Date) => Promise<string>
}

/** A network that takes messages from here. */
export interface Network {
  /** What `networks.yaml` calls it. */
  id: 'mastodon' | 'bluesky'
  /** The secrets it asks for. */
  secrets: readonly string[]
  /** Puts the message together. It may ask the network for its limits; a dry run does without. */
  compose: (account: Account, piece: Piece, page: Page, isDry: boolean) => Promise<Message>
  /** Signs in and leaves whatever goes before the message. Nothing is to be seen yet. */
  open: (account: Account, piece: Piece, message: Message, isAgain: boolean) => Promise<Door>
}

/** Whose account it is, and where. */
export interface Account {
  /** The origin of the server: `https://social.example.com`. */
  server: string
  /** The name to sign in with, where there is one. */
  name: string
  /** Values of the network's secrets, by their names. */
  secrets: Readonly<Record<string, string>>
}

/** The post's page as the world sees it. */
export interface Page {
  picture?: Card['picture']
}

/** The network said no: nothing of the message is out. */
export class Refused extends Fault {}

/** How long a network may take to answer, in milliseconds. */
export const PATIENCE = 30_000

/** `fetch` with an end to its patience. A secret never follows a redirect. */
export const ask: typeof fetch = (input, init) =>
  fetch(input, { ...init, redirect: 'error', signal: AbortSignal.timeout(PATIENCE) })

/** Why a connection failed, in a few words: Node hides it a level down. */
export const whyNot = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error as { cause?: { code?: string; message?: string } }
  return error.name === 'TimeoutError'
    ? `no answer within ${PATIENCE / 1000} seconds`
    : (cause?.code ?? cause?.message ?? error.message)
}

/** Failures of a connection that never came about: nothing has been sent. */
const NEVER = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** Whether a request did not reach anybody. */
export const isUnsent = (error: unknown): boolean =>
  error instanceof Error &&
  NEVER.includes(String((error.cause as { code?: string } | undefined)?.code))

/** A sentence on when to come back, for those who asked too often. */
export const waitUntil = (headers: Headers): string => {
  const after = headers.get('retry-after')
  const reset = headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset')
  const at = after
    ? Date.now() + Number(after) * 1000
    : /^\d+$/.test(reset ?? '')
      ? Number(reset) * 1000
      : Date.parse(reset ?? '')
  return Number.isFinite(at)
    ? ` It takes no more before ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC.`
    : ' Try again in a few minutes.'
}
