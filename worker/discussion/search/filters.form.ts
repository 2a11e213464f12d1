import type { Conversation } from '../../../site/contract/conversation'
import type { Kind } from '../../../site/contract/vocabulary'

/** The filters of a search: one kind, tag or space of conversations, and one author. */
export interface Filters {
  kind?: Kind | undefined
  tag?: string | undefined
  space?: string | undefined
  /** A handle, in lower case. */
  person?: string | undefined
}

/** The names of the filter fields in the form. */
export const filterNames = ['kind', 'tag', 'space', 'person'] as const

/** The filters as query parameters, except `without`. */
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

/** Whether a conversation matches the kind, tag and space filters. */
export const matchesConversationFilters = (
  { kind, tag, space }: Filters,
  conversation: Conversation,
): boolean =>
  (!kind || conversation.kind === kind) &&
  (!tag || conversation.tags.includes(tag)) &&
  (!space || conversation.space === space)
