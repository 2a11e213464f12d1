import { sql } from 'drizzle-orm'
import type { Db } from '../../env'
import {
  handleFault,
  handleFrom,
  type HandleHub,
  FORMER_HANDLE_MS,
  LONGEST_HANDLE,
} from './handle.rules'
import { hashHandle } from './erased-handle.token'
import { erasedHandles, formerHandles, members } from './table'

/** How many numbered handles are tried before a random one. */
const MAX_TRIES = 20

const numbered = (handle: string, number: number | string) =>
  `${handle.slice(0, LONGEST_HANDLE - 1 - String(number).length).replace(/-+$/, '')}-${number}`

/** What tells whether a handle is taken. */
interface HandleContext {
  db: Db
  /** The key of the hashes by which the handles of erased members are recognized. */
  secret: string
  now: Date
}

/** Of these, the handles that a member has, or had within the year, erased members included. */
const listTaken = async (
  { db, secret, now }: HandleContext,
  handles: string[],
): Promise<Set<string>> => {
  const hashes = await Promise.all(handles.map((handle) => hashHandle(secret, handle)))
  const listOf = (values: string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`
  const wanted = listOf(handles)
  const since = now.getTime() - FORMER_HANDLE_MS
  const rows = await db.all<{ handle: string }>(sql`
    select lower(handle) as handle from ${members} where lower(handle) in ${wanted}
    union select handle from ${formerHandles} where handle in ${wanted} and changed_at > ${since}
    union select hash from ${erasedHandles} where hash in ${listOf(hashes)} and erased_at > ${since}`)
  const taken = new Set(rows.map((row) => row.handle))
  return new Set(handles.filter((handle, at) => taken.has(handle) || taken.has(hashes[at]!)))
}

/** Whether another member has this handle now, or had it within the year, an erased one included. */
export const isHandleTaken = async (
  { db, secret, now }: HandleContext,
  memberId: string,
  handle: string,
): Promise<boolean> => {
  const hash = await hashHandle(secret, handle)
  const since = now.getTime() - FORMER_HANDLE_MS
  const [row] = await db.all<{ taken: number }>(sql`select
    exists (select 1 from ${members} where lower(handle) = ${handle} and id <> ${memberId})
    or exists (select 1 from ${formerHandles}
      where handle = ${handle} and changed_at > ${since} and member_id <> ${memberId})
    or exists (select 1 from ${erasedHandles}
      where hash = ${hash} and erased_at > ${since}) as taken`)
  return row?.taken === 1
}

/**
 * A free handle for a new member, made from their name: `rosa`, or else `rosa-2` and so on. Another
 * member may take it before it is stored; then the unique index refuses it.
 */
export const findFreeHandle = async (
  context: HandleContext,
  hub: HandleHub,
  name: string,
): Promise<string> => {
  const wanted = handleFrom(name)
  // A reserved name does not become harmless with a number: `admin-2` still looks like staff.
  const base = handleFault(wanted, hub) ? 'member' : wanted
  const first = base === 'member' ? [] : [base]
  const more = Array.from({ length: MAX_TRIES }, (_, at) => numbered(base, at + 2))
  const tried = [...first, ...more].filter((handle) => !handleFault(handle, hub))
  const taken = await listTaken(context, tried)
  return (
    tried.find((handle) => !taken.has(handle)) ?? numbered(base, crypto.randomUUID().slice(0, 8))
  )
}
