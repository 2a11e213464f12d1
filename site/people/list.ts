import { people } from '../hub/settings'
import type { Person } from './schema'

/** The people with these handles; without a file, the handle is the name. */
export const peopleOf = (handles: readonly string[]): Person[] =>
  handles.map((handle) => people[handle] ?? { handle, name: handle })

/** The team: all people with a role. */
export const roster = Object.values(people).filter(({ role }) => role)

/** `listNames(['Mara', 'Tom', 'Owen']) // => 'Mara, Tom and Owen'` */
export const listNames = (names: readonly string[]) =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)

const handles = Object.keys(people)

/** The constant tint of a person, one of five; neighbours on the roster differ. */
export const tintOf = (handle: string) => (handles.indexOf(handle) + 5) % 5
