import type { Context } from 'hono'
import { ideaStatuses } from '../../../site/contract/vocabulary'
import type { App } from '../../env'
import { type ListCursor, type ListOrder, listOrders, type Subject, parseListCursor } from './rules'

/** The queries that name a page of a list. */
export const LIST_QUERY = ['sort', 'status', 'before']

/** The part of a list that an address asks for. */
export interface ListPlace {
  subject: Subject
  order: ListOrder
  before: ListCursor | undefined
  /** Whether the query is empty: the first page in the default order. */
  isPlain: boolean
}

/**
 * The list that a query asks for. Invalid parts are ignored; only ideas have votes and a status.
 */
export const listPlaceIn = (c: Context<App>, subject: Subject): ListPlace => {
  const { sort, status, before: typed = '' } = c.req.query()
  const isOfIdeas = subject.kind === 'idea'
  const order = (isOfIdeas && listOrders.find((each) => each === sort)) || 'newest'
  const chosen = isOfIdeas ? ideaStatuses.find((each) => each === status) : undefined
  const before = parseListCursor(typed)
  const isPlain = !sort && !status && !typed
  return { order, before, isPlain, subject: chosen ? { ...subject, status: chosen } : subject }
}

/** The query string of a place in a list, beginning after another cursor. */
export const listQueryOf = (
  { order, subject }: Pick<ListPlace, 'order' | 'subject'>,
  before?: string,
): string => {
  const query = new URLSearchParams()
  if (order === 'votes') query.set('sort', order)
  if (subject.status) query.set('status', subject.status)
  if (before) query.set('before', before)
  return query.size > 0 ? `?${query}` : ''
}
