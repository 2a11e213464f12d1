import type { Context } from 'hono'
import { ideaStatuses } from '../../../site/contract/vocabulary'
import type { App } from '../../env'
import { type Cursor, type Order, orders, type Subject, toCursor } from './rules'

/** The queries that name a page of a list. */
export const LIST_QUERY = ['sort', 'status', 'before']

/** What an address asks of a list. */
export interface Place {
  subject: Subject
  order: Order
  before: Cursor | undefined
  /** Whether it asks for the list as it stands, from its beginning. */
  isPlain: boolean
}

/** What makes no sense in an address is left out; only ideas have votes and a status. */
export const placeIn = (c: Context<App>, subject: Subject): Place => {
  const { sort, status, before: typed = '' } = c.req.query()
  const isOfIdeas = subject.kind === 'idea'
  const order = (isOfIdeas && orders.find((each) => each === sort)) || 'newest'
  const chosen = isOfIdeas ? ideaStatuses.find((each) => each === status) : undefined
  const before = toCursor(typed)
  const isPlain = !sort && !status && !typed
  return { order, before, isPlain, subject: chosen ? { ...subject, status: chosen } : subject }
}

/** The query of a place in a list, with another beginning. */
export const queryOf = (
  { order, subject }: Pick<Place, 'order' | 'subject'>,
  before?: string,
): string => {
  const query = new URLSearchParams()
  if (order === 'votes') query.set('sort', order)
  if (subject.status) query.set('status', subject.status)
  if (before) query.set('before', before)
  return query.size > 0 ? `?${query}` : ''
}
