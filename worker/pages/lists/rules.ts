import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { IdeaStatus, Kind } from '../../../site/contract/vocabulary'
import { isBuiltApart } from '../../accounts/access/rules'

/** Which conversations a list has; all of them if empty. */
export interface Subject {
  kind?: Kind
  tag?: string
  /** The id of a space. */
  space?: string
  /** Of ideas. */
  status?: IdeaStatus | undefined
  /** Questions without an accepted answer that still take one. */
  isUnanswered?: true
}

export const listOrders = ['active', 'newest', 'votes'] as const
export type ListOrder = (typeof listOrders)[number]

/** The order of a list without a query: the front page is by latest activity, others by date. */
export const defaultOrder = ({ kind, tag, space }: Subject): ListOrder =>
  kind || tag || space ? 'newest' : 'active'

/** The orders that a list has. Only ideas have votes; what is filtered and tags have no activity. */
export const ordersOf = ({ kind, tag, status, isUnanswered }: Subject): readonly ListOrder[] =>
  listOrders.filter((order) =>
    order === 'votes' ? kind === 'idea' : order === 'newest' || (!tag && !status && !isUnanswered),
  )

/** Where a page of a list ended: the time (milliseconds) or the number of votes, and the id. */
export interface ListCursor {
  at: number
  id: string
}

/**
 * @example parseListCursor('1767225600000~post:open') // => { at: 1767225600000, id: 'post:open' }
 */
export const parseListCursor = (text: string): ListCursor | undefined => {
  const [, at, id] = /^(\d{1,15})~((?:post|topic):[\w-]{1,200})$/.exec(text) ?? []
  return at && id ? { at: Number(at), id } : undefined
}

export const formatListCursor = ({ at, id }: ListCursor): string => `${at}~${id}`

/** The part of a list that an address asks for. */
export interface ListPlace {
  subject: Subject
  order: ListOrder
  before: ListCursor | undefined
  /** Whether the query is empty: the first page in the default order. */
  isPlain: boolean
}

/** The query string of a place in a list, beginning after another cursor. */
export const listQueryOf = (
  { order, subject }: Pick<ListPlace, 'order' | 'subject'>,
  before?: string,
): string => {
  const query = new URLSearchParams()
  if (order !== defaultOrder(subject) && ordersOf(subject).includes(order)) query.set('sort', order)
  if (subject.status) query.set('status', subject.status)
  if (before) query.set('before', before)
  return query.size > 0 ? `?${query}` : ''
}

/** Whether one comes after another in a list: lists are in descending order. */
export const isAfter = (one: ListCursor, other: ListCursor): boolean =>
  one.at < other.at || (one.at === other.at && one.id < other.id)

/** For sorting in descending order. */
export const byCursor = (one: ListCursor, other: ListCursor): number =>
  isAfter(one, other) ? 1 : -1

const isOf = (subject: Subject, post: Conversation) =>
  (!subject.kind || post.kind === subject.kind) &&
  (!subject.tag || post.tags.includes(subject.tag)) &&
  (!subject.space || post.space === subject.space) &&
  (!subject.status || post.status === subject.status) &&
  (!subject.isUnanswered || post.comments === 'open')

/** The cursor of a conversation in a list by time. */
export const cursorOf = ({ startedAt, id }: Conversation): ListCursor => ({ at: startedAt, id })

/** Cached per hub: a new build is a new hub. */
const cache = new WeakMap<Hub['conversations'], Map<string, readonly Conversation[]>>()

const cachedPosts = (hub: Hub, key: string, make: () => readonly Conversation[]) => {
  const lists = cache.get(hub.conversations) ?? new Map<string, readonly Conversation[]>()
  cache.set(hub.conversations, lists)
  const posts = lists.get(key) ?? make()
  // Anyone can request any tag; an empty list is not cached.
  if (posts.length > 0) lists.set(key, posts)
  return posts
}

/** All posts of a subject, newest first, public or not. */
export const postsOf = (hub: Hub, subject: Subject): readonly Conversation[] =>
  cachedPosts(hub, JSON.stringify(subject), () =>
    Object.values(hub.conversations)
      .filter((post) => isOf(subject, post))
      .toSorted((one, other) => byCursor(cursorOf(one), cursorOf(other))),
  )

/** Whether a list has its pinned posts on top: not under a tag, which has no order of its own. */
export const hasPins = ({ tag, isUnanswered, status }: Subject, order: ListOrder): boolean =>
  !tag && !isUnanswered && !status && order !== 'votes'

/** The posts on the static pages of a list, in their order. */
export const postsAsBuilt = (hub: Hub, subject: Subject): readonly Conversation[] =>
  cachedPosts(hub, `built ${JSON.stringify(subject)}`, () => {
    const posts = postsOf(hub, subject).filter((post) => !isBuiltApart(hub, post))
    const pinned = posts.filter(({ isPinned }) => isPinned)
    return hasPins(subject, 'newest')
      ? [...pinned, ...posts.filter(({ isPinned }) => !isPinned)]
      : posts
  })
