import { sql } from 'drizzle-orm'
import type { Db } from '../../env'
import {
  handleFault,
  handleFrom,
  type HandleHub,
  FORMER_HANDLE_MS,
  LONGEST_HANDLE,
} from './handle.rules'
import { formerHandles, members } from './table'

/** How many handles of one name are tried in order before chance decides. */
const MAX_TRIES = 20

const numbered = (handle: string, number: number | string) =>
  `${handle.slice(0, LONGEST_HANDLE - 1 - String(number).length).replace(/-+$/, '')}-${number}`

/** Of these, the handles that somebody has, or had within the year. */
const listTaken = async (db: Db, handles: string[], now: Date): Promise<Set<string>> => {
  const asked = sql`(select value from json_each(${JSON.stringify(handles)}))`
  const since = now.getTime() - FORMER_HANDLE_MS
  const rows = await db.all<{ handle: string }>(sql`
    select lower(handle) as handle from ${members} where lower(handle) in ${asked}
    union select handle from ${formerHandles} where handle in ${asked} and changed_at > ${since}`)
  return new Set(rows.map(({ handle }) => handle))
}

/** Whether somebody else has this handle at this moment, or had it within the year. */
export const isHandleTaken = async (
  db: Db,
  memberId: string,
  handle: string,
  now: Date,
): Promise<boolean> => {
  const since = now.getTime() - FORMER_HANDLE_MS
  const [row] = await db.all<{ taken: number }>(sql`select
    exists (select 1 from ${members} where lower(handle) = ${handle} and id <> ${memberId})
    or exists (select 1 from ${formerHandles}
      where handle = ${handle} and changed_at > ${since} and member_id <> ${memberId}) as taken`)
  return row?.taken === 1
}

/**
 * A handle for somebody who has just come in, after their name: `rosa`, or else `rosa-2` and so on.
 * It is free at this moment; the index says so for certain when it is taken.
 */
export const findFreeHandle = async (
  db: Db,
  hub: HandleHub,
  name: string,
  now: Date = new Date(),
): Promise<string> => {
  const wanted = handleFrom(name)
  // A number would not keep anybody from taking `admin-2` for somebody of the house.
  const base = handleFault(wanted, hub) ? 'member' : wanted
  const first = base === 'member' ? [] : [base]
  const more = Array.from({ length: MAX_TRIES }, (_, at) => numbered(base, at + 2))
  const tried = [...first, ...more].filter((handle) => !handleFault(handle, hub))
  const taken = await listTaken(db, tried, now)
  return (
    tried.find((handle) => !taken.has(handle)) ?? numbered(base, crypto.randomUUID().slice(0, 8))
  )
}
