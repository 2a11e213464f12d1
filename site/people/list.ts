import { people } from '../hub/settings'
import type { Person } from './schema'

/** The people behind handles; a handle without a file goes by itself. */
export const peopleOf = (handles: readonly string[]): Person[] =>
  handles.map((handle) => people[handle] ?? { handle, name: handle })

/** Everybody with a role: who is at home here. */
export const roster = Object.values(people).filter(({ role }) => role)

/** `listNames(['Mara', 'Tom', 'Owen']) // => 'Mara, Tom and Owen'` */
export const listNames = (names: readonly string[]) =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)

const handles = Object.keys(people)

/** One of five tints that a person keeps everywhere; neighbours on the roster differ. */
export const tintOf = (handle: string) => (handles.indexOf(handle) + 5) % 5
