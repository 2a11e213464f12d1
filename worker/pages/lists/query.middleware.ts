import type { Context } from 'hono'
import { ideaStatuses } from '../../../site/contract/vocabulary'
import type { App } from '../../env'
import { defaultOrder, type ListPlace, ordersOf, parseListCursor, type Subject } from './rules'

/** The queries that name a page of a list. */
export const LIST_QUERY = ['sort', 'status', 'before']

/** The part of a list that the query asks for. Invalid parts are ignored; only ideas have a status. */
export const listPlaceIn = (c: Context<App>, subject: Subject): ListPlace => {
  const { sort, status, before: typed = '' } = c.req.query()
  const chosen = subject.kind === 'idea' ? ideaStatuses.find((each) => each === status) : undefined
  const chosenSubject = chosen ? { ...subject, status: chosen } : subject
  const order = ordersOf(chosenSubject).find((each) => each === sort) ?? defaultOrder(subject)
  const before = parseListCursor(typed)
  const isPlain = !sort && !status && !typed
  return { order, before, isPlain, subject: chosenSubject }
}
