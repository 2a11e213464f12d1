import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { drizzle } from 'drizzle-orm/d1'
import { generateSignedCookie } from 'hono/cookie'
import type { TopicKind } from '../site/contract/vocabulary'
import { comments, type CommentRow } from '../worker/discussion/comments/table'
import { conversations } from '../worker/discussion/conversations/table'
import type { Bindings } from '../worker/env'
import { readHub } from '../worker/http/hub'
import worker from '../worker/index'
import { newId } from '../worker/lib/id'
import { newBudget } from '../worker/lib/query-budget'
import { type Member, members } from '../worker/accounts/members/table'
import { SESSION_COOKIE } from '../worker/accounts/sign-in/session.middleware'
import { sessions } from '../worker/accounts/sign-in/table'
import { recordStatements } from './setup/plans'
import { signTimestamp } from '../worker/discussion/spam/form-timestamp.token'

/** The bindings of the test hub: `tests/hub`, built, with a real D1. */
export const bindings = env as unknown as Bindings
export const db = drizzle(bindings.DB, { casing: 'snake_case' })
export const origin = 'https://hub.test'
/** The queries of a run on Workers Free; `db` takes none from it. */
export const budget = newBudget(undefined)

let hosts = 0

/** The address of a page of the hub at a host where nothing is cached yet. */
export const cold = (path: string) => `https://cold-${++hosts}.test/community/${path}`

/** Where the pages of `origin` are cached. */
export const cacheScope = async () => ({ hub: await readHub(bindings), host: 'hub.test' })

/** People whom tests speak of by name. Their addresses tell the hub who is who. */
export const people = {
  rosa: { name: 'Rosa', email: 'rosa@example.org', address: '192.0.2.1' },
  ben: { name: 'Ben', email: 'ben@example.org', address: '192.0.2.2' },
} as const

let strangers = 0

/** Somebody nobody has seen before, from an address of their own. */
export const stranger = () => {
  strangers++
  return {
    name: `Stranger ${strangers}`,
    email: `stranger${strangers}@example.org`,
    address: `198.51.${Math.floor(strangers / 250)}.${(strangers % 250) + 1}`,
  }
}

export type Somebody = ReturnType<typeof stranger>

export interface Asking {
  address?: string
  cookie?: string | undefined
  headers?: Record<string, string>
  /** Settings of the hub for this request, secrets of providers among them. */
  env?: Partial<Bindings> & object
  /** Whether the answer is enough: what the hub still does after it is not waited for. */
  isHasty?: boolean
}

/** One request to the hub, answered when all it set going is done. */
export const ask = async (path: string, init: RequestInit = {}, asking: Asking = {}) => {
  const context = createExecutionContext()
  const request = new Request(new URL(path, origin), {
    redirect: 'manual',
    ...init,
    headers: {
      'cf-connecting-ip': asking.address ?? '192.0.2.200',
      ...(asking.cookie && { cookie: asking.cookie }),
      ...(init.headers as Record<string, string>),
      ...asking.headers,
    },
  })
  const answer = await worker.fetch(
    request as Request<unknown, IncomingRequestCfProperties>,
    { ...bindings, DB: recordStatements(bindings.DB), ...asking.env },
    context,
  )
  const body = await answer.text()
  if (!asking.isHasty) await waitOnExecutionContext(context)
  return { status: answer.status, headers: answer.headers, body }
}

/** When the form of a conversation was drawn that somebody sends after so many seconds, under the hub's seal. */
export const drawnAgo = (seconds: number, conversation = 'post:open') =>
  signTimestamp(bindings.HUB_SECRET!, conversation, new Date(Date.now() - seconds * 1000))

/** Whoever writes a comment has taken a minute for it, unless a test says when its form was drawn. */
const withStamp = async (path: string, fields: Record<string, string>) => {
  const [, conversation] = /\/conversations\/([^/]+)\/comments$/.exec(path) ?? []
  return conversation ? { drawn: await drawnAgo(60, conversation), ...fields } : fields
}

/** A form sent from one of the hub's own pages. */
export const send = async (path: string, fields: Record<string, string>, asking: Asking = {}) =>
  ask(
    path,
    {
      method: 'POST',
      body: new URLSearchParams(await withStamp(path, fields)).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        origin,
      },
    },
    asking,
  )

/** The cookie that an answer sets, as the browser would send it back. */
export const cookieOf = ({ headers }: { headers: Headers }) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ') || undefined

/** Somebody says something in a conversation. */
export const say = (
  { name, email, address }: Somebody,
  body: string,
  { to = 'post:open', cookie, ...more }: Record<string, string | undefined> = {},
) =>
  send(
    `/community/conversations/${to}/comments`,
    { body, name, email, ...(more as Record<string, string>) },
    { address, cookie },
  )

interface Posted {
  id: string
  to: string
  subject: string
  text: string
  html: string
}

/** What the hub has mailed, newest first. */
export const letters = async (): Promise<Posted[]> =>
  JSON.parse((await ask('/community/dev/mail/', { headers: { accept: 'application/json' } })).body)

/** What one of them got. */
export const lettersTo = async ({ email }: Somebody) =>
  (await letters()).filter(({ to }) => to === email)

/** The path of the link in the newest confirmation letter to somebody. */
export const confirmationOf = async (somebody: Somebody) => {
  const [letter] = await lettersTo(somebody)
  return new URL(/https?:\S+\/confirmation\/\S+/.exec(letter?.text ?? '')![0]).pathname
}

/** The path of the link in the newest letter with a way in, and where it leads back to. */
export const signInLinkOf = async (somebody: { email: string }) => {
  const [letter] = (await letters()).filter(({ to }) => to === somebody.email)
  const { pathname, search } = new URL(/https?:\S+\/sign-in\/\S+/.exec(letter?.text ?? '')![0])
  return { link: pathname, search }
}

let signedIn = 0

/**
 * Somebody who is signed in, as if they had come in by one of the doors: their row, and the cookie
 * their browser holds.
 */
export const member = async (as: Partial<Member> = {}) => {
  signedIn++
  const now = new Date()
  const row = {
    id: newId(now),
    handle: `member-${signedIn}`,
    name: `Member ${signedIn}`,
    email: `member${signedIn}@example.org`,
    emailVerified: true,
    createdAt: now,
    updatedAt: now,
    ...as,
  }
  await db.insert(members).values(row)
  return { ...row, address: `203.0.113.${signedIn}`, cookie: await sessionOf(row.id) }
}

/** The cookie of one more browser in which a member is signed in. */
export const sessionOf = async (userId: string) => {
  const now = new Date()
  const token = crypto.randomUUID()
  const expiresAt = new Date(now.getTime() + 24 * 60 * 60 * 1000)
  const id = newId(now)
  await db.insert(sessions).values({ id, token, userId, expiresAt, createdAt: now, updatedAt: now })
  const cookie = await generateSignedCookie(SESSION_COOKIE, token, bindings.HUB_SECRET!, {
    path: '/',
  })
  return cookie.split(';')[0]!
}

type TopicRow = typeof conversations.$inferInsert

interface Topic extends Partial<Omit<TopicRow, 'kind' | 'opening' | 'slug' | 'space' | 'title'>> {
  kind?: TopicKind
  opening?: string
  slug?: string
  space?: string
  title?: string
  /** Who started it; a member of its own, if nobody is named. */
  by?: Pick<Member, 'id' | 'name' | 'handle'>
  body?: string
  /** The state of its opening. */
  state?: CommentRow['state']
}

let topics = 0

/** Counts people and topics from one again: the next test file has a database of its own. */
export const resetPeople = () => {
  strangers = 0
  signedIn = 0
  topics = 0
}

/**
 * A topic with its opening, as if a member had started it: each a minute after the last, unless
 * `startedAt` says otherwise.
 */
export const topic = async ({ by, body = 'Words.', state = 'published', ...more }: Topic = {}) => {
  topics++
  const starter = by ?? (await member())
  const startedAt = more.startedAt ?? new Date(Date.UTC(2026, 5, 1) + topics * 60_000)
  const id = more.id ?? `topic:${newId(startedAt)}`
  const opening = newId(startedAt)
  const title = more.title ?? `Topic ${topics}`
  const row = {
    id,
    opening,
    kind: 'question' as const,
    title,
    slug: title.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    space: 'public',
    tags: [],
    startedBy: starter.id,
    ...more,
    startedAt,
  }
  await db.batch([
    db.insert(conversations).values(row),
    db.insert(comments).values({
      id: opening,
      conversation: id,
      root: opening,
      path: opening,
      depth: 0,
      opens: true,
      shown: false,
      memberId: starter.id,
      name: starter.name,
      handle: starter.handle,
      body,
      html: `<p>${body}</p>`,
      renderer: 1,
      state,
      writtenAt: startedAt,
    }),
  ])
  return { ...row, by: starter }
}
