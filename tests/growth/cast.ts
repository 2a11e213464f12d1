import { generateSignedCookie } from 'hono/cookie'
import { newId } from '../../worker/lib/id'
import { memberships } from '../../worker/accounts/groups/table'
import { signIns } from '../../worker/accounts/sign-in/table'
import { bindings, confirmationOf, cookieOf, db, member, say, send, stranger } from '../world'
import { addComment, regular } from '../discussion/reports/seed'
import { BUSY, GROUP } from './fill'

export type Somebody = Awaited<ReturnType<typeof member>>

/** The first value of a row. */
export const value = async (sql: string): Promise<string> => {
  const [row] = await bindings.DB.prepare(sql).raw<[string]>()
  if (!row) throw new Error(`nothing found by ${sql}`)
  return String(row[0])
}

let numbers = 0

/** A word that nothing else in the hub has. */
export const fresh = (word = 'fresh') => `${word}${Date.now().toString(36)}${++numbers}`

/** A member with three sign-in methods and two sessions, who may do what regulars may. */
export const someone = async (): Promise<Somebody> => {
  const somebody = await regular()
  const id = newId(new Date())
  const [createdAt, userId] = [new Date(), somebody.id]
  await db.insert(memberships).values({ groupId: GROUP, memberId: userId, since: createdAt })
  await db
    .insert(signIns)
    .values({ id, providerId: 'github', accountId: id, userId, createdAt, updatedAt: createdAt })
  return somebody
}

/** A guest who confirmed their address, with the cookie of their browser. */
export const confirmedGuest = async () => {
  const guest = stranger()
  await say(guest, `Words of ${fresh()}`)
  return { ...guest, cookie: cookieOf(await send(await confirmationOf(guest), {}))! }
}

/** A comment below the post, by this member, written now. */
export const commentBy = (
  { id, name, handle }: Somebody,
  as: Parameters<typeof addComment>[0] = {},
) => addComment({ memberId: id, name, handle, body: `Words of ${fresh()}`, ...as })

/** The cookie of a signed-in browser that the fill knows: the member of whom everything grows. */
const busySession = async () => {
  const memberId = await value(`select id from members where handle = '${BUSY}'`)
  const now = Date.now()
  const [id, token] = [newId(new Date()), fresh('token')]
  await bindings.DB.prepare(
    `insert into sessions (id, token, member_id, expires_at, created_at, updated_at) values (?, ?, ?, ?, ?, ?)`,
  )
    .bind(id, token, memberId, now + 86_400_000, now, now)
    .run()
  const cookie = await generateSignedCookie('hub-session', token, bindings.HUB_SECRET!, {
    path: '/',
  })
  return { id: memberId, address: '203.0.113.250', cookie: cookie.split(';')[0]! }
}

/** The people who send the requests, and the things of the hub that these are about. */
export const makeCast = async () => ({
  owner: await member({ role: 'owner' }),
  host: await member({ role: 'host' }),
  rosa: await someone(),
  ben: await someone(),
  guest: await confirmedGuest(),
  busy: await busySession(),
})

export type Cast = Awaited<ReturnType<typeof makeCast>>
