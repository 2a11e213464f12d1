import { eq } from 'drizzle-orm'
import { guests } from '../../../worker/accounts/members/table'
import type { EmailRecipient, EmailTopic } from '../../../worker/notifications/stops/rules'
import { stopToken } from '../../../worker/notifications/stops/token'
import {
  type Asking,
  ask,
  bindings,
  confirmationOf,
  cookieOf,
  db,
  lettersTo,
  member,
  say,
  send,
  stranger,
} from '../../world'
import { deliver } from '../../discussion/notifications/world'

export { deliver }

export type Member = Awaited<ReturnType<typeof member>>

let known = 0
/** A member whom nobody else is called like. */
export const called = (as: Parameters<typeof member>[0] = {}) => {
  known++
  return member({ handle: `stopping-${known}`, name: `Stopping ${known}`, ...as })
}

let mentioned = 0
/** Somebody mentions a member in a conversation; how many letters they have got since, all told. */
export const mention = async (who: Member, to = 'post:open') => {
  const by = await called()
  const said = await send(
    `/community/conversations/${to}/comments`,
    { body: `Number ${++mentioned}: what says @${who.handle}?`, as: 'member' },
    by,
  )
  if (said.status !== 303) throw new Error(`expected 303, got ${said.status}`)
  await deliver()
  return (await lettersTo(who)).length
}

/** The address in the newest letter by which it can be stopped, as its header has it. */
export const stopLinkOf = async (who: { email: string }) => {
  const [letter] = (await lettersTo(who as never)) as unknown as {
    headers: Record<string, string>
  }[]
  return new URL(letter!.headers['List-Unsubscribe']!.slice(1, -1)).pathname
}

/** The address by which a recipient stops such letters. */
export const linkFor = async (recipient: EmailRecipient, topic: Partial<EmailTopic> = {}) => {
  const link = { recipient, topic: { kind: '' as const, conversation: '', ...topic } }
  return `/community/stop/${await stopToken(bindings.HUB_SECRET!, link)}/`
}

/** A guest who has followed the mailed link, and the row of theirs. */
export const confirmedGuest = async (email = stranger().email) => {
  const guest = { ...stranger(), email }
  await say(guest, `Words of ${guest.name}`)
  const cookie = cookieOf(await send(await confirmationOf(guest), {}))
  const row = (await db.select().from(guests).where(eq(guests.name, guest.name))).at(0)!
  return { ...guest, cookie, id: row.id }
}

const ONE_CLICK = {
  query: {
    body: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  multipart: {
    body: '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  },
}

/** What a mail program sends when somebody presses its own button (RFC 8058): no origin, no cookie. */
export const oneClick = (
  path: string,
  kind: 'query' | 'multipart' = 'query',
  asking: Asking = {},
) => ask(path, { method: 'POST', ...ONE_CLICK[kind] }, { address: stranger().address, ...asking })
