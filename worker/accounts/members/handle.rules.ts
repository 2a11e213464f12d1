import type { Hub } from '../../../site/contract/hub'
import { nameFault } from '../../lib/display-name'

/** The shortest and the longest handle, in characters. */
export const SHORTEST_HANDLE = 2
export const LONGEST_HANDLE = 30

/** How long a former handle redirects to its member, and is closed to others, in milliseconds. */
export const FORMER_HANDLE_MS = 365 * 24 * 60 * 60 * 1000

/** How often a member may change their handle within that time: each former one is closed to others. */
export const MAX_HANDLE_CHANGES = 3

/** Reserved handles: the hub’s own addresses, and words that suggest a host. */
const RESERVED_WORDS = `
  me you we us desk admin administrator moderator mod root system owner host hub api dev test www
  sign-in sign-out sign-up login logout auth passkeys feed rss new search start support help staff
  team office info contact abuse security everyone everybody anyone all member members guest guests
  profile people person handle former nobody anonymous deleted removed null undefined
  posts topics topic kinds kind tags tag spaces space groups group contributors offers offer levels
  level elsewhere share pages page out frame healthz health conversations comments comment confirmation
  leaving export erasure news alert alerts question questions idea ideas resource resources
  stop mail porchlight`
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
 * Why a handle is not allowed; `undefined` if it is. Whether it is taken is another question.
 *
 * Only ASCII is allowed, and only capitals are converted: a Cyrillic `о` would look like the `o` of
 * another member’s handle. What resembles a reserved handle, such as `adm1n`, is reserved too.
 *
 * @param person the member’s own handle in `content/people/`, which they may have
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

/** A handle as it is stored. `toHandle(' Rosa ') // => 'rosa'` */
export const toHandle = (typed: string): string => typed.trim().toLowerCase()

/** Latin letters that Unicode normalization does not decompose. */
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
 * A handle made from a name; `member` for a name without Latin letters.
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
