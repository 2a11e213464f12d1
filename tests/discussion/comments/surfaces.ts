import { and, eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { eraseExpiredRemovals } from '../../../worker/discussion/comments/commands'
import { comments, removals } from '../../../worker/discussion/comments/table'
import { regular } from '../reports/seed'
import * as world from '../../world'

/** A question, so that a comment can settle it. */
export const CONVERSATION = 'post:permanent'
export const PAGE = '/community/posts/moved/'

export interface Reader {
  address: string
  cookie?: string | undefined
}

/** A comment whose every part is a word that is nowhere else. */
export interface Marked {
  id: string
  /** What somebody answered to it, while it could be answered. */
  answer?: string | undefined
  author: Reader
  /** Where a letter reaches a guest. */
  email?: string
  /** The author's page, where they have one. */
  handle?: string
  words: { body: string; name: string; website: string }
  /** A word of the body, to search for. */
  sought: string
}

const room: Partial<world.Asking> = {
  env: { ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit },
}

export const get = (path: string, { address, cookie }: Reader) =>
  world.ask(path, {}, { ...room, address, cookie })

export const post = (path: string, fields: Record<string, string>, { address, cookie }: Reader) =>
  world.send(path, fields, { ...room, address, cookie })

const idIn = ({ status, headers }: { status: number; headers: Headers }) => {
  expect(status).toBe(303)
  return /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(headers.get('location') ?? '')![0]
}

const write = (body: string, by: Reader, more: Record<string, string> = {}) =>
  post(`/community/conversations/${CONVERSATION}/comments`, { body, ...more }, by)

/** Somebody reads along, somebody decides, and neither wrote it. */
export const others = async () => ({
  stranger: { address: '192.0.2.91' } as Reader,
  other: await world.member({ name: 'Another Reader' }),
  host: await world.member({ role: 'host', name: 'The Host' }),
})

export type Others = Awaited<ReturnType<typeof others>>

let made = 0

const marks = () => {
  made++
  const words = {
    body: `quillbody${made}x`,
    name: `Quillname${made}x`,
    website: `https://quillsite${made}x.example/`,
  }
  return { words, sought: `quillsought${made}x`, handle: `quill-${made}` }
}

/** A guest says it; nobody has confirmed them yet. */
const sayAsGuest = async (): Promise<Marked> => {
  const { words, sought } = marks()
  const { email, address } = world.stranger()
  const { name, website } = words
  const answer = await write(`${words.body} ${sought}`, { address }, { name, email, website })
  const author = { address, cookie: world.cookieOf(answer) }
  return { id: idIn(answer), author, email, words, sought }
}

/** The guest followed the mailed link. */
const confirm = async (said: Marked): Promise<Marked> => {
  const [letter] = await world.letters()
  const { pathname } = new URL(/https?:\S+\/confirmation\/\S+/.exec(letter!.text)![0])
  expect((await post(pathname, {}, said.author)).status).toBe(303)
  return said
}

const sayAsMember = async (
  role: 'host' | null = null,
  more: Record<string, string> = {},
): Promise<Marked> => {
  const { words, sought, handle } = marks()
  const { name, website } = words
  const author = await world.member({ name, website, handle, role })
  const answer = await write(`${words.body} ${sought}`, author, { as: 'member', ...more })
  return { id: idIn(answer), author, handle, words, sought }
}

const published = async (by: 'member' | 'guest', isAlone: boolean): Promise<Marked> => {
  const said = by === 'member' ? await sayAsMember() : await confirm(await sayAsGuest())
  if (isAlone) return said
  const fields = { as: 'member', parent: said.id }
  const somebody = await world.member()
  return { ...said, answer: idIn(await write(`An answer, number ${made}`, somebody, fields)) }
}

/** What a host decides about it. */
export const decide = async ({ id }: Marked, act: string, { host }: Others) => {
  const fields: Record<string, string> = act === 'removal' ? { rule: 'hurtful' } : {}
  expect((await post(`/community/comments/${id}/${act}`, fields, host)).status).toBe(303)
}

const withdraw = async ({ id, author }: Marked) =>
  expect((await post(`/community/comments/${id}/withdrawal`, {}, author)).status).toBe(303)

const report = async ({ id }: Marked) => {
  for (const reader of [await regular(), await regular(), await regular()])
    await post(`/community/comments/${id}/report`, { reason: '' }, reader)
}

/** The time is over in which a host could give it back. */
const expire = async ({ id }: Marked) => {
  const [kept] = await world.db.select().from(removals).where(eq(removals.comment, id))
  await eraseExpiredRemovals(world.db, kept!.removedAt)
}

/** What takes a published comment on to each state. */
export const ways = {
  'held by a host': (said: Marked, all: Others) => decide(said, 'holding', all),
  'held for reports': report,
  published: async () => {},
  faded: (said: Marked, all: Others) => decide(said, 'fading', all),
  removed: (said: Marked, all: Others) => decide(said, 'removal', all),
  withdrawn: withdraw,
  expired: async (said: Marked, all: Others) => {
    await decide(said, 'removal', all)
    await expire(said)
  },
} satisfies Record<string, (said: Marked, all: Others) => Promise<unknown>>

export type Way = keyof typeof ways

/** A host's own reply to what a host called critical. */
const resting = async (all: Others): Promise<Marked> => {
  const angry = await sayAsMember()
  await decide(angry, 'criticism', all)
  return sayAsMember('host', { parent: angry.id })
}

/** A comment that came into its state as comments do. */
export const make = async (state: string, by: 'member' | 'guest', all: Others): Promise<Marked> => {
  if (state === 'unconfirmed') return sayAsGuest()
  if (state === 'resting') return resting(all)
  const isAlone = state.endsWith(' alone')
  const said = await published(by, isAlone)
  await ways[state.replace(' alone', '') as Way](said, all)
  return said
}

/** How many are published beside it, as they are counted and not as a count is kept. */
export const countBeside = ({ id }: Marked) =>
  world.db.$count(
    comments,
    and(
      eq(comments.conversation, CONVERSATION),
      eq(comments.state, 'published'),
      sql`${comments.id} <> ${id}`,
    ),
  )
