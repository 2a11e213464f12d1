import type { Hub } from '../../../site/contract/hub'
import { nameFault } from '../../lib/display-name'

/** The shortest and the longest handle, in characters. */
export const SHORTEST_HANDLE = 2
export const LONGEST_HANDLE = 30

/** For how long a handle that somebody gave up leads to them, and is nobody else's, in milliseconds. */
export const FORMER_HANDLE_MS = 365 * 24 * 60 * 60 * 1000

/** How often somebody may change their handle within that time: each one given up is kept from others. */
export const MAX_HANDLE_CHANGES = 3

/** What a handle may not be: the hub's own addresses, and words by which its hosts would be taken. */
const RESERVED_WORDS = `
  me you we us desk admin administrator moderator mod root system owner host hub api dev test www
  sign-in sign-out sign-up login logout auth passkeys feed rss new search start support help staff
  team office info contact abuse security everyone everybody anyone all member members guest guests
  profile people person handle former nobody anonymous deleted removed null undefined
  posts topics topic kinds kind tags tag spaces space groups group contributors offers offer levels
  level elsewhere share pages page out frame healthz health conversations comments comment confirmation
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
  return (
    nameFault(handle.replaceAll('-', ' '), [...RESERVED_WORDS, ...names, ...handles]) !== undefined
  )
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
