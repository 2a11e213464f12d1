import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { Conversation } from '../site/contract/conversation'
import type { Hub } from '../site/contract/hub'
import type { Impressions } from './promotion/offers/commands'
import type { CommentAttempt } from './discussion/comments/form.view'
import type { SignedIn } from './accounts/sign-in/queries'
import type { RenderedThread, RefusedInput } from './pages/conversation/thread.slot'

export type Db = DrizzleD1Database

/** What the platform gives the Worker; DESIGN's settings by their names. */
export interface Bindings {
  DB: D1Database
  ASSETS: Fetcher
  /** Attempts to post, by address: 30 a minute. */
  ATTEMPTS: RateLimit
  /** Signs cookies and links, keys the hashes of addresses. Without it nobody can post. */
  HUB_SECRET?: string
  /** The origin in letters and form checks; by default that of the hub's `url`. */
  HUB_ORIGIN?: string
  /** Set only by `npm start`, `dev` and tests: opens `dev/`. */
  HUB_LOCAL?: string
  /** Where `npm run dev` serves the pages, the hub's base included. */
  SITE_DEV?: string
  /** Sends letters. Without it, what a guest writes waits for a host. */
  EMAIL?: SendEmail
  MAIL_FROM?: string
  /** Both together: guests are asked by Cloudflare's Turnstile whether they are people. */
  TURNSTILE_SITE_KEY?: string
  TURNSTILE_SECRET_KEY?: string
  /** Whoever signs in with this e-mail is an owner. */
  OWNER_EMAIL?: string
}

/** Pages that rooms answer with and that are composed above them; `app.ts` sets them. */
export interface RoomPages {
  /** The 404 page. An address of no room is answered with `c.notFound()` instead. */
  missing: () => Promise<Response>
  /** A conversation's page, with the refused words in the form and the reason beside them. */
  refused: (conversation: Conversation, attempt: CommentAttempt) => Promise<Response>
  /** The thread of a conversation as HTML, with what was sent to one of its forms. */
  thread: (conversation: Conversation, sent?: RefusedInput) => Promise<RenderedThread>
}

/** What every handler may ask of its request. `now` is read once, so that tests can set it. */
export interface App {
  Bindings: Bindings
  Variables: {
    db: Db
    hub: Hub
    now: Date
    /** Names the request in log lines: Cloudflare's ray, where there is one. */
    requestId: string
    /** The origin that forms must come from and that letters point to. */
    origin: string
    pages: RoomPages
    /** Counts what a page showed, once the response is out. */
    countView: (shown: Impressions | undefined) => void
    /** Sends what is due in the outbox about this id. */
    sendOutbox: (subject: string) => Promise<void>
    /** A keyed hash of the visitor's address: the same for a day, and for nobody to read back. */
    addressHash: () => Promise<string>
    /** The person that the hub's own cookie names, if it is there and genuine. */
    visitor: string | undefined
    /** Whoever is signed in; asks the database only for a request with a session's cookie. */
    member: () => Promise<SignedIn | undefined>
    /** Where else forms of this page may lead, by redirects; for the policy of the page. */
    formTargets: string | undefined
    /** Whether the alerts of this page are those that run now, and not as it was built. */
    hasCurrentAlerts: boolean | undefined
    /** Whether this page may show Turnstile's widget; for the policy of the page. */
    hasTurnstile: boolean | undefined
  }
}

/** The origin that forms must come from and that letters lead to. */
export const originOf = ({ HUB_ORIGIN }: Bindings, { url }: Hub): string =>
  HUB_ORIGIN ?? new URL(url).origin
