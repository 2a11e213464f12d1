import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { Conversation } from '../site/contract/conversation'
import type { Hub } from '../site/contract/hub'
import type { Impressions } from './promotion/offers/commands'
import type { CommentAttempt } from './discussion/comments/form.view'
import type { SignedIn } from './accounts/sign-in/queries'
import type { RenderedThread, RefusedInput } from './pages/conversation/thread.slot'

export type Db = DrizzleD1Database

/** The Worker's bindings and settings. */
export interface Bindings {
  DB: D1Database
  ASSETS: Fetcher
  /** The rate limit of attempts to post: 30 a minute and address. */
  ATTEMPTS: RateLimit
  /** The key of signed cookies, of links, and of hashed addresses. Without it, posting is off. */
  HUB_SECRET?: string
  /** The origin in emails and in the check of form origins; default: that of the hub's `url`. */
  HUB_ORIGIN?: string
  /** Set only by `npm start`, `npm run dev` and tests; enables `dev/`. */
  HUB_LOCAL?: string
  /** The address of Astro's development server, with the hub's base. */
  SITE_DEV?: string
  /** The sender of all emails. Without it and a provider, comments by guests are held for a host. */
  MAIL_FROM?: string
  /** Cloudflare's Email Service. */
  EMAIL?: SendEmail
  /** Other providers send instead, in this order, if their settings are complete. */
  RESEND_API_KEY?: string
  POSTMARK_SERVER_TOKEN?: string
  SES_ACCESS_KEY_ID?: string
  SES_SECRET_ACCESS_KEY?: string
  SES_REGION?: string
  /** What proves that a report of a bounce or complaint comes from the provider. */
  RESEND_WEBHOOK_SECRET?: string
  POSTMARK_WEBHOOK_SECRET?: string
  SES_TOPIC_ARN?: string
  /** The ids of outbox rows, for consumers that send them. Without it, the cron trigger sends all. */
  EMAIL_QUEUE?: Queue<string>
  /** With both, guests must pass Cloudflare's Turnstile. */
  TURNSTILE_SITE_KEY?: string
  TURNSTILE_SECRET_KEY?: string
  /** The member who signs in with this email address becomes an owner. */
  OWNER_EMAIL?: string
  /** How many D1 queries a request or a cron run may make; default: 50, as on Workers Free. */
  QUERY_LIMIT?: string
}

/** Pages of higher floors that rooms answer with; `app.ts` sets them. */
export interface RoomPages {
  /** The 404 page. An address without a room is answered with `c.notFound()` instead. */
  missing: () => Promise<Response>
  /** A conversation's page, with the refused comment in its form and the reason. */
  refused: (conversation: Conversation, attempt: CommentAttempt) => Promise<Response>
  /** The thread of a conversation as HTML, with the refused input of one of its forms. */
  thread: (conversation: Conversation, sent?: RefusedInput) => Promise<RenderedThread>
}

/** The context of every handler. `now` is read once per request, so that tests can set it. */
export interface App {
  Bindings: Bindings
  Variables: {
    db: Db
    hub: Hub
    /** The host of this request’s address, part of the key of cached pages. */
    host: string
    now: Date
    /** The id in log lines: Cloudflare's ray id if there is one. */
    requestId: string
    /** The origin of forms and of links in emails. */
    origin: string
    pages: RoomPages
    /** Counts the impressions of a page after the response is sent. */
    countView: (shown: Impressions | undefined) => void
    /** Sends the due rows of the outbox about this id. */
    sendOutbox: (subject: string) => Promise<void>
    /** A keyed hash of the visitor's IP address, which changes daily. */
    addressHash: () => Promise<string>
    /** The guest id in the hub's cookie, if its signature is valid. */
    visitor: string | undefined
    /** The signed-in member; queries the database only if there is a session cookie. */
    member: () => Promise<SignedIn | undefined>
    /** Additional origins that the forms of this page may redirect to, for its CSP. */
    formTargets: string | undefined
    /** Gives the CSP of this page, from the hub's. */
    policyFrom: ((policy: string) => string) | undefined
    /** The ids of the spaces that the viewer may read; rejects if the database is unavailable. */
    readableSpaces: () => Promise<string[]>
    /** The space that this page belongs to, if it is that of a conversation or a space. */
    space: string | undefined
    /** Whether the alerts of this page are already current. */
    hasCurrentAlerts: boolean | undefined
    /** Whether this page may show Turnstile's widget, for its CSP. */
    hasTurnstile: boolean | undefined
  }
}

/** The origin of forms and of links in emails. */
export const originOf = ({ HUB_ORIGIN }: Bindings, { url }: Hub): string =>
  HUB_ORIGIN ?? new URL(url).origin
