import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { IdeaStatus, Kind } from '../../../site/contract/vocabulary'
import { isApart } from '../../accounts/access/rules'

/** Which conversations a list is of; of all, when it says nothing. */
export interface Subject {
  kind?: Kind
  tag?: string
  /** The id of a space. */
  space?: string
  /** Of ideas. */
  status?: IdeaStatus | undefined
  /** Of questions: those that nobody has settled, and that can still be. */
  isUnanswered?: true
}

export const listOrders = ['newest', 'votes'] as const
export type ListOrder = (typeof listOrders)[number]

/** Where a page of a list ended: at which moment, or with how many votes, and with what. */
export interface ListCursor {
  at: number
  id: string
}

/** @example toCursor('1767225600000~post:open') // => { at: 1767225600000, id: 'post:open' } */
export const parseListCursor = (text: string): ListCursor | undefined => {
  const [, at, id] = /^(\d{1,15})~((?:post|topic):[\w-]{1,200})$/.exec(text) ?? []
  return at && id ? { at: Number(at), id } : undefined
}

export const formatListCursor = ({ at, id }: ListCursor): string => `${at}~${id}`

/** Whether one stands after another: lists run from the greatest to the least. */
export const isAfter = (one: ListCursor, other: ListCursor): boolean =>
  one.at < other.at || (one.at === other.at && one.id < other.id)

/** For sorting: the greatest first. */
export const byCursor = (one: ListCursor, other: ListCursor): number =>
  isAfter(one, other) ? 1 : -1

const isOf = (subject: Subject, post: Conversation) =>
  (!subject.kind || post.kind === subject.kind) &&
  (!subject.tag || post.tags.includes(subject.tag)) &&
  (!subject.space || post.space === subject.space) &&
  (!subject.status || post.status === subject.status) &&
  (!subject.isUnanswered || post.comments === 'open')

/** Where a conversation stands in a list by time. */
export const cursorOf = ({ startedAt, id }: Conversation): ListCursor => ({ at: startedAt, id })

/** In an isolate's life the posts of a subject are the same: a new build is a new hub. */
const known = new WeakMap<Hub['conversations'], Map<string, readonly Conversation[]>>()

const once = (hub: Hub, key: string, make: () => readonly Conversation[]) => {
  const lists = known.get(hub.conversations) ?? new Map<string, readonly Conversation[]>()
  known.set(hub.conversations, lists)
  const posts = lists.get(key) ?? make()
  // Anybody can ask for any tag; what nothing has is not worth keeping.
  if (posts.length > 0) lists.set(key, posts)
  return posts
}

/** All posts of a subject, newest first, whoever may read them. */
export const postsOf = (hub: Hub, subject: Subject): readonly Conversation[] =>
  once(hub, JSON.stringify(subject), () =>
    Object.values(hub.conversations)
      .filter((post) => isOf(subject, post))
      .toSorted((one, other) => byCursor(cursorOf(one), cursorOf(other))),
  )

/** Whether the pinned posts of a list stand on top: not under a tag, which has no order of its own. */
export const hasPins = ({ tag, isUnanswered, status }: Subject, order: ListOrder): boolean =>
  !tag && !isUnanswered && !status && order === 'newest'

/** The posts that the build put on the pages of a list, in their order. */
export const postsAsBuilt = (hub: Hub, subject: Subject): readonly Conversation[] =>
  once(hub, `built ${JSON.stringify(subject)}`, () => {
    const posts = postsOf(hub, subject).filter((post) => !isApart(hub, post))
    const pinned = posts.filter(({ isPinned }) => isPinned)
    return hasPins(subject, 'newest')
      ? [...pinned, ...posts.filter(({ isPinned }) => !isPinned)]
      : posts
  })
