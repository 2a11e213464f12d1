import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { toTopic } from '../../discussion/conversations/rules'
import type { PostRow, TopicRow } from './queries'
import {
  byCursor,
  type ListCursor,
  hasPins,
  isAfter,
  type ListOrder,
  cursorOf,
  defaultOrder,
  postsOf,
  type Subject,
} from './rules'

/** The page of a list that is requested. */
export interface ListRequest {
  subject: Subject
  order: ListOrder
  before?: ListCursor | undefined
  /** Conversations on a page. */
  most: number
  /** The ids of the spaces that the viewer may read. */
  spaces: readonly string[]
  /** Whether it has later pages; otherwise it may pass over posts that another page would have. */
  isPaged?: boolean
}

/** What a list shows of a conversation besides its card. */
export type ListCounts = Omit<PostRow, 'id'>

/** A conversation in a list; a topic comes with its opening. */
export interface ListEntry extends ListCursor {
  conversation: Conversation
  topic?: TopicRow
  counts: ListCounts | undefined
  /** For a member: the number of comments that are new to them, if it has any or is new itself. */
  unread?: number | undefined
}

export interface ConversationList {
  /** Pinned posts first, then the others. */
  entries: ListEntry[]
  /** Where the next page begins; `undefined` on the last. */
  next: ListCursor | undefined
}

type AllPosts = ReadonlyMap<string, PostRow>

/** The most posts examined for a page of unanswered ones: only the database knows the answers. */
const MAX_EXAMINED = 100

/** So many posts of a kind or space are all examined for their activity. */
const MAX_BY_ACTIVITY = 60

/** The posts that may be on a page, as known without the database. */
export const candidatesFor = (hub: Hub, request: ListRequest) => {
  const { subject, order, before, most, spaces } = request
  const all = postsOf(hub, subject).filter(({ space }) => spaces.includes(space))
  const none = { pinned: [], rest: [], horizon: undefined, active: undefined }
  if (order === 'votes') return { ...none, posts: all }
  const pins = hasPins(subject, order) ? all.filter(({ isPinned }) => isPinned) : []
  const rest = pins.length > 0 ? all.filter((post) => !pins.includes(post)) : all
  const pinned = before ? [] : pins
  if (order === 'active' && defaultOrder(subject) !== 'active' && rest.length <= MAX_BY_ACTIVITY)
    return { ...none, pinned, posts: rest }
  const started = before ? rest.filter((post) => isAfter(cursorOf(post), before)) : rest
  const posts = started.slice(0, subject.isUnanswered ? MAX_EXAMINED : most + 1)
  const last = posts.at(-1)
  const isCut = (subject.isUnanswered || order === 'active') && started.length > posts.length
  return {
    pinned,
    posts,
    /** All posts that the list has after the pinned ones. */
    rest,
    /** The cursor of the last post examined. */
    horizon: isCut && last ? cursorOf(last) : undefined,
    // Twice a page, since some may be of another subject, or of a space that the viewer may not read.
    active: order === 'active' ? { before, limit: 2 * (most + 1) } : undefined,
  }
}

export type Candidates = ReturnType<typeof candidatesFor>

/** What a conversation is sorted by: the number of its votes, its start, or its last comment. */
const keyOf = (order: ListOrder, { startedAt }: Conversation, counts: ListCounts | undefined) => {
  if (order === 'votes') return counts?.votes ?? 0
  const last = order === 'active' ? (counts?.lastCommentAt?.getTime() ?? 0) : 0
  return Math.max(startedAt, last)
}

const entryOf = (
  order: ListOrder,
  conversation: Conversation,
  counts: ListCounts | undefined,
): ListEntry => ({
  conversation,
  counts,
  id: conversation.id,
  at: keyOf(order, conversation, counts),
})

const entriesOf = (order: ListOrder, topics: readonly TopicRow[]): ListEntry[] =>
  topics.flatMap((topic) => {
    const conversation = toTopic(topic.conversation)
    const counts = { ...topic.conversation, last: topic.last }
    return conversation ? [{ ...entryOf(order, conversation, counts), topic }] : []
  })

/** The examined posts, and those that were active last. */
const postsWithActive = ({ posts, rest, active }: Candidates, found: AllPosts) => {
  if (!active) return posts
  const examined = new Set(posts)
  return [...posts, ...rest.filter((post) => found.has(post.id) && !examined.has(post))]
}

/** Where the posts that were read by their activity end, if there may be more. */
const activeHorizon = ({ active }: Candidates, found: AllPosts): ListCursor | undefined => {
  if (!active) return undefined
  const { before, limit } = active
  return [...found.values()]
    .flatMap(({ id, lastCommentAt }) =>
      lastCommentAt ? [{ at: lastCommentAt.getTime(), id }] : [],
    )
    .filter((cursor) => !before || isAfter(cursor, before))
    .toSorted(byCursor)
    .at(limit - 1)
}

/** The entries that are certain to come next, since everything up to here was examined. */
const horizonOf = (request: ListRequest, candidates: Candidates, found: AllPosts) => {
  if (request.isPaged === false) return undefined
  const ends = [candidates.horizon, activeHorizon(candidates, found)].filter(
    (end) => end !== undefined,
  )
  return ends.toSorted(byCursor).at(0)
}

/** Posts and topics as one list. */
export const mergeList = (
  request: ListRequest,
  candidates: Candidates,
  topics: readonly TopicRow[],
  found: AllPosts,
): ConversationList => {
  const { order, before, most, subject } = request
  const { pinned } = candidates
  const posts = postsWithActive(candidates, found)
  const horizon = horizonOf(request, candidates, found)
  const toEntry = (post: Conversation) => entryOf(order, post, found.get(post.id))
  const open = subject.isUnanswered ? posts.filter(({ id }) => !found.get(id)?.answer) : posts
  const all = [...open.map(toEntry), ...entriesOf(order, topics)]
    .filter((entry) => !before || isAfter(entry, before))
    .filter((entry) => !horizon || !isAfter(entry, horizon))
    .toSorted(byCursor)
  const rest = all.slice(0, Math.max(1, most - pinned.length))
  const last = rest.at(-1)
  return {
    entries: [...pinned.map(toEntry), ...rest],
    next: all.length > rest.length && last ? { at: last.at, id: last.id } : horizon,
  }
}
