import { groupsIn, type Hub } from '../../site/contract'
import { clean, cleanLine, lengthOf } from '../text/words'

/** The longest name of a group, what it is for, what somebody asks, and what they are told. */
export const NAME_LIMIT = 60
export const ABOUT_LIMIT = 300
export const REASON_LIMIT = 500

/** The most groups that a hub has: more of them nobody keeps in mind. */
export const MOST_GROUPS = 200

/** Members in a page of a group, and requests in a page of theirs. */
export const PAGE = 50

export const FIELDS = ['id', 'name', 'about', 'handle', 'reason', 'answer', 'reply'] as const
export type Words = Record<(typeof FIELDS)[number], string>

/** What is wrong with what was typed, and the field that says so. */
export interface Fault {
  field: (typeof FIELDS)[number]
  reason:
    'empty' | 'too-long' | 'malformed' | 'unspelled' | 'taken' | 'nobody' | 'too-many' | 'changed'
}

/** The name that the rule of a space gives a group: `idOf('Club riders!') // => 'club-riders'` */
export const idOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** A group as it would be kept; without an id of its own it goes by its name. */
export const groupIn = ({ id, name, about }: Words) => ({
  id: id.trim() || idOf(name),
  name: cleanLine(name),
  about: clean(about).trim() || null,
})

const isId = (id: string) => /^[a-z0-9-]{1,60}$/.test(id)

/** What is wrong with the name of a group and with what it is for. */
export const faultsInName = (words: Words): Fault[] => {
  const { name, about } = groupIn(words)
  if (name === '') return [{ field: 'name', reason: 'empty' }]
  if (lengthOf(name) > NAME_LIMIT) return [{ field: 'name', reason: 'too-long' }]
  return lengthOf(about ?? '') > ABOUT_LIMIT ? [{ field: 'about', reason: 'too-long' }] : []
}

export const faultsInGroup = (words: Words, ids: readonly string[]): Fault[] => {
  const { id } = groupIn(words)
  const faults = faultsInName(words)
  if (faults.length > 0) return faults
  if (!isId(id))
    return words.id.trim() === ''
      ? [{ field: 'name', reason: 'unspelled' }]
      : [{ field: 'id', reason: 'malformed' }]
  if (ids.includes(id)) return [{ field: 'id', reason: 'taken' }]
  return ids.length >= MOST_GROUPS ? [{ field: 'name', reason: 'too-many' }] : []
}

/** A text of several lines as it is kept. */
export const textIn = (typed: string): string => clean(typed).trim()

/** What is wrong with a text that may be empty. */
export const faultsInText = (field: 'reason' | 'reply', typed: string): Fault[] =>
  lengthOf(textIn(typed)) > REASON_LIMIT ? [{ field, reason: 'too-long' }] : []

/** The groups that the rules of the spaces name. */
export const groupsNamed = ({ spaces }: Pick<Hub, 'spaces'>): string[] => [
  ...new Set(spaces.flatMap(groupsIn)),
]
