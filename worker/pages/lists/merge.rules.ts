import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { toTopic } from '../../discussion/conversations/rules'
import type { ConversationCounts } from '../../discussion/conversations/messages'
import type { TopicRow } from './queries'
import {
  byCursor,
  type ListCursor,
  hasPins,
  isAfter,
  type ListOrder,
  cursorOf,
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
}

/** A conversation in a list; a topic comes with its opening. */
export interface ListEntry extends ListCursor {
  conversation: Conversation
  topic?: TopicRow
  counts: ConversationCounts | undefined
}

export interface ConversationList {
  /** Pinned posts first, then the others. */
  entries: ListEntry[]
  /** Where the next page begins; `undefined` on the last. */
  next: ListCursor | undefined
}

type AllCounts = ReadonlyMap<string, ConversationCounts>

/** The most posts examined for a page of unanswered ones: only the database knows the answers. */
const MAX_EXAMINED = 100

/** The posts that may be on a page, as known without the database. */
export const candidatesFor = (hub: Hub, request: ListRequest) => {
  const { subject, order, before, most, spaces } = request
  const posts = postsOf(hub, subject).filter(({ space }) => spaces.includes(space))
  if (order === 'votes') return { pinned: [], posts, horizon: undefined }
  const pins = hasPins(subject, order) ? posts.filter(({ isPinned }) => isPinned) : []
  const rest = posts.filter(
    (post) => !pins.includes(post) && (!before || isAfter(cursorOf(post), before)),
  )
  const examined = rest.slice(0, subject.isUnanswered ? MAX_EXAMINED : most + 1)
  const last = examined.at(-1)
  const isCut = subject.isUnanswered && rest.length > examined.length && last
  return {
    pinned: before ? [] : pins,
    posts: examined,
    /** The cursor of the last post examined. */
    horizon: isCut ? cursorOf(last) : undefined,
  }
}

export type Candidates = ReturnType<typeof candidatesFor>

const entryOf = (
  order: ListOrder,
  conversation: Conversation,
  counts: ConversationCounts | undefined,
): ListEntry => ({
  conversation,
  counts,
  id: conversation.id,
  at: order === 'votes' ? (counts?.votes ?? 0) : conversation.startedAt,
})

const entriesOf = (order: ListOrder, topics: readonly TopicRow[]): ListEntry[] =>
  topics.flatMap((topic) => {
    const conversation = toTopic(topic.conversation)
    return conversation ? [{ ...entryOf(order, conversation, topic.conversation), topic }] : []
  })

/** Posts and topics as one list. */
export const mergeList = (
  request: ListRequest,
  { pinned, posts, horizon }: Candidates,
  topics: readonly TopicRow[],
  counts: AllCounts,
): ConversationList => {
  const { order, before, most, subject } = request
  const toEntry = (post: Conversation) => entryOf(order, post, counts.get(post.id))
  const open = subject.isUnanswered ? posts.filter(({ id }) => !counts.get(id)?.answer) : posts
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
