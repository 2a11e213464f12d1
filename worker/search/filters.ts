import { type Conversation, type Hub, type Kind, kinds } from '../../site/contract'
import { toHandle } from '../members/handles'

/** To what a search keeps: conversations of one kind, tag or space, and what one person wrote. */
export interface Filters {
  kind?: Kind | undefined
  tag?: string | undefined
  space?: string | undefined
  /** A handle, in lower case. */
  person?: string | undefined
}

/** The fields of the form, by the names they have there. */
export const filterNames = ['kind', 'tag', 'space', 'person'] as const

const cut = (typed: string | undefined) => typed?.trim().slice(0, 60) ?? ''

/** A tag as it is kept. `toTag('#Winter riding') // => 'winter-riding'` */
const toTag = (typed: string) =>
  typed.toWellFormed().normalize('NFC').toLowerCase().replace(/^#/, '').replace(/\s+/g, '-')

/** The filters that somebody chose; what is none, such as a kind that there is not, is left out. */
export const readFilters = (
  hub: Pick<Hub, 'spaces'>,
  typed: (name: (typeof filterNames)[number]) => string | undefined,
): Filters => {
  const [kind, tag, space, person] = filterNames.map((name) => cut(typed(name)))
  const handle = toHandle(person!.replace(/^@/, ''))
  return {
    kind: kinds.find((each) => each === kind),
    tag: toTag(tag!) || undefined,
    space: hub.spaces.find(({ id }) => id === space)?.id,
    person: /^[a-z\d-]+$/.test(handle) ? handle : undefined,
  }
}

/** The filters as a query, without one of them if that is said. */
export const filterQuery = (
  filters: Filters,
  without?: (typeof filterNames)[number],
): Record<string, string> =>
  Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = filters[name]
      return value && name !== without ? [[name, value]] : []
    }),
  )

/** Whether a conversation is of the kind, tag and space that are asked for. */
export const isWithin = ({ kind, tag, space }: Filters, conversation: Conversation): boolean =>
  (!kind || conversation.kind === kind) &&
  (!tag || conversation.tags.includes(tag)) &&
  (!space || conversation.space === space)
