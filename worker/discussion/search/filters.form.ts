import type { Conversation } from '../../../site/contract/conversation'
import type { Kind } from '../../../site/contract/vocabulary'

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
