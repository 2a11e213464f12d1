import type { Context } from 'hono'
import { ideaStatuses } from '../../../site/contract/vocabulary'
import type { App } from '../../env'
import { type ListPlace, listOrders, type Subject, parseListCursor } from './rules'

/** The queries that name a page of a list. */
export const LIST_QUERY = ['sort', 'status', 'before']

/**
 * The part of a list that the query asks for. Invalid parts are ignored; only ideas have votes and
 * a status.
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
