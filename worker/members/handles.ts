import { sql } from 'drizzle-orm'
import type { Hub } from '../../site/contract'
import type { Db } from '../env'
import { nameFault } from '../text/names'
import { formerHandles, members } from './table'

/** The shortest and the longest handle, in characters. */
export const SHORTEST_HANDLE = 2
export const LONGEST_HANDLE = 30

/** For how long a handle that somebody gave up leads to them, and is nobody else's, in milliseconds. */
export const KEPT = 365 * 24 * 60 * 60 * 1000

/** How often somebody may change their handle within that time: each one given up is kept from others. */
export const MOST_CHANGES = 3

/** What a handle may not be: the hub's own addresses, and words by which its hosts would be taken. */
const WORDS = `
  me you we us desk admin administrator moderator mod root system owner host hub api dev test www
  sign-in sign-out sign-up login logout auth passkeys feed rss new search start support help staff
  team office info contact abuse security everyone everybody anyone all member members guest guests
  profile people person handle former nobody anonymous deleted removed null undefined
  posts topics topic kinds kind tags tag spaces space groups group contributors offers offer levels
  level elsewhere pages page out frame healthz health conversations comments comment confirmation
  leaving export erasure news alert alerts question questions idea ideas resource resources
  porchlight`
  .trim()
  .split(/\s+/)

export type HandleFault =
  | 'empty'
  | 'too-short'
  | 'too-long'
  | 'not-latin'
  | 'malformed'
  | 'reserved'
  | 'taken'
  | 'too-often'

/** What the choice of a handle depends on. */
export type HandleHub = Pick<Hub, 'people' | 'reservedNames'>

/**
 * Why nobody may have this handle, or `undefined` when whoever comes first may.
 *
 * Only ASCII is taken, and nothing is folded into it but capitals: a handle is told by its look
 * alone, and a Cyrillic `о` would look like somebody else's `o`. A reserved one is also taken by what
 * resembles it, such as `adm1n`.
 *
 * @param person the handle in `content/people/` of whoever asks, which is theirs to have
 */
export const handleFault = (
  typed: string,
  hub: HandleHub,
  person?: string | null,
): HandleFault | undefined => {
  const handle = typed.trim()
  if (!handle) return 'empty'
  if (/[^\x20-\x7e]/.test(handle)) return 'not-latin'
  if (!/^[a-zA-Z\d]+(?:-+[a-zA-Z\d]+)*$/.test(handle)) return 'malformed'
  if (handle.length < SHORTEST_HANDLE) return 'too-short'
  if (handle.length > LONGEST_HANDLE) return 'too-long'
  if (person && handle.toLowerCase() === person) return undefined
  return isReserved(handle, hub, person) ? 'reserved' : undefined
}

const isReserved = (handle: string, hub: HandleHub, person?: string | null) => {
  const own = person && Object.hasOwn(hub.people, person) ? hub.people[person] : undefined
  const names = hub.reservedNames.filter((name) => name !== own?.name)
  const handles = Object.keys(hub.people).filter((each) => each !== person)
  return nameFault(handle.replaceAll('-', ' '), [...WORDS, ...names, ...handles]) !== undefined
}

/** A handle as it is kept. `toHandle(' Rosa ') // => 'rosa'` */
export const toHandle = (typed: string): string => typed.trim().toLowerCase()

/** Letters that are a Latin one and more, which no decomposition resolves. */
const SPELLED: Record<string, string> = {
  æ: 'ae',
  ð: 'd',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ŧ: 't',
}

/**
 * A handle that a name suggests. Whoever has no Latin letter in theirs gets `member` to begin with.
 *
 * @example handleFrom('Zoë Ångström-Łoś') // => 'zoe-angstrom-los'
 */
export const handleFrom = (name: string): string => {
  const spelled = Array.from(name.toLowerCase(), (letter) => SPELLED[letter] ?? letter).join('')
  const handle = spelled
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’.]/g, '')
    .replaceAll(/[^a-z\d]+/g, '-')
    .slice(0, LONGEST_HANDLE)
    .replaceAll(/^-+|-+$/g, '')
  return handle.length < SHORTEST_HANDLE ? 'member' : handle
}

/** How many handles of one name are tried in order before chance decides. */
const TRIED = 20

const numbered = (handle: string, number: number | string) =>
  `${handle.slice(0, LONGEST_HANDLE - 1 - String(number).length).replace(/-+$/, '')}-${number}`

/** Of these, the handles that somebody has, or had within the year. */
const listTaken = async (db: Db, handles: string[], now: Date): Promise<Set<string>> => {
  const asked = sql`(select value from json_each(${JSON.stringify(handles)}))`
  const since = now.getTime() - KEPT
  const rows = await db.all<{ handle: string }>(sql`
    select lower(handle) as handle from ${members} where lower(handle) in ${asked}
    union select handle from ${formerHandles} where handle in ${asked} and changed_at > ${since}`)
  return new Set(rows.map(({ handle }) => handle))
}

/**
 * A handle for somebody who has just come in, after their name: `rosa`, or else `rosa-2` and so on.
 * It is free at this moment; the index says so for certain when it is taken.
 */
export const freeHandle = async (
  db: Db,
  hub: HandleHub,
  name: string,
  now: Date = new Date(),
): Promise<string> => {
  const wanted = handleFrom(name)
  // A number would not keep anybody from taking `admin-2` for somebody of the house.
  const base = handleFault(wanted, hub) ? 'member' : wanted
  const first = base === 'member' ? [] : [base]
  const more = Array.from({ length: TRIED }, (_, at) => numbered(base, at + 2))
  const tried = [...first, ...more].filter((handle) => !handleFault(handle, hub))
  const taken = await listTaken(db, tried, now)
  return (
    tried.find((handle) => !taken.has(handle)) ?? numbered(base, crypto.randomUUID().slice(0, 8))
  )
}
