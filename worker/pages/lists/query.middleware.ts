import type { Context } from 'hono'
import { ideaStatuses } from '../../../site/contract/vocabulary'
import type { App } from '../../env'
import { type ListCursor, type ListOrder, listOrders, type Subject, parseListCursor } from './rules'

/** The queries that name a page of a list. */
export const LIST_QUERY = ['sort', 'status', 'before']

/** What an address asks of a list. */
export interface ListPlace {
  subject: Subject
  order: ListOrder
  before: ListCursor | undefined
  /** Whether it asks for the list as it stands, from its beginning. */
  isPlain: boolean
}

/** What makes no sense in an address is left out; only ideas have votes and a status. */
export const listPlaceIn = (c: Context<App>, subject: Subject): ListPlace => {
  const { sort, status, before: typed = '' } = c.req.query()
  const isOfIdeas = subject.kind === 'idea'
  const order = (isOfIdeas && listOrders.find((each) => each === sort)) || 'newest'
  const chosen = isOfIdeas ? ideaStatuses.find((each) => each === status) : undefined
  const before = parseListCursor(typed)
  const isPlain = !sort && !status && !typed
  return { order, before, isPlain, subject: chosen ? { ...subject, status: chosen } : subject }
}

/** The query of a place in a list, with another beginning. */
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
