import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { toTopic } from '../../discussion/conversations/topics.queries'
import type { ConversationCounts } from '../../discussion/conversations/messages'
import type { TopicRow } from './queries'
import {
  byCursor,
  type Cursor,
  hasPins,
  isAfter,
  type Order,
  placeOf,
  postsOf,
  type Subject,
} from './rules'

/** Which page of which list somebody asks for. */
export interface Asked {
  subject: Subject
  order: Order
  before?: Cursor | undefined
  /** Conversations on a page. */
  most: number
  /** The ids of the spaces that whoever asks may read. */
  spaces: readonly string[]
}

/** A conversation in a list: of a topic also how it begins. */
export interface Entry extends Cursor {
  conversation: Conversation
  topic?: TopicRow
  counts: ConversationCounts | undefined
}

export interface List {
  /** The pinned posts on top of it, then the rest. */
  entries: Entry[]
  /** Where the page after this one begins. */
  next: Cursor | undefined
}

type AllCounts = ReadonlyMap<string, ConversationCounts>

/** Posts that are looked at for a page of those without an answer: which they are, the database knows. */
const LOOKED_AT = 100

/** The posts that may be on a page, before the database has said anything. */
export const candidatesFor = (hub: Hub, asked: Asked) => {
  const { subject, order, before, most, spaces } = asked
  const posts = postsOf(hub, subject).filter(({ space }) => spaces.includes(space))
  if (order === 'votes') return { pinned: [], posts, horizon: undefined }
  const pins = hasPins(subject, order) ? posts.filter(({ isPinned }) => isPinned) : []
  const rest = posts.filter(
    (post) => !pins.includes(post) && (!before || isAfter(placeOf(post), before)),
  )
  const looked = rest.slice(0, subject.isUnanswered ? LOOKED_AT : most + 1)
  const last = looked.at(-1)
  const isCut = subject.isUnanswered && rest.length > looked.length && last
  return {
    pinned: before ? [] : pins,
    posts: looked,
    /** Beyond this nobody has looked yet. */
    horizon: isCut ? placeOf(last) : undefined,
  }
}

export type Candidates = ReturnType<typeof candidatesFor>

const entryOf = (
  order: Order,
  conversation: Conversation,
  counts: ConversationCounts | undefined,
): Entry => ({
  conversation,
  counts,
  id: conversation.id,
  at: order === 'votes' ? (counts?.votes ?? 0) : conversation.startedAt,
})

const entriesOf = (order: Order, topics: readonly TopicRow[]): Entry[] =>
  topics.flatMap((topic) => {
    const conversation = toTopic(topic.conversation)
    return conversation ? [{ ...entryOf(order, conversation, topic.conversation), topic }] : []
  })

/** Posts and topics as one list. */
export const merge = (
  asked: Asked,
  { pinned, posts, horizon }: Candidates,
  topics: readonly TopicRow[],
  counts: AllCounts,
): List => {
  const { order, before, most, subject } = asked
  const known = (post: Conversation) => entryOf(order, post, counts.get(post.id))
  const open = subject.isUnanswered ? posts.filter(({ id }) => !counts.get(id)?.answer) : posts
  const all = [...open.map(known), ...entriesOf(order, topics)]
    .filter((entry) => !before || isAfter(entry, before))
    .filter((entry) => !horizon || !isAfter(entry, horizon))
    .toSorted(byCursor)
  const rest = all.slice(0, Math.max(1, most - pinned.length))
  const last = rest.at(-1)
  return {
    entries: [...pinned.map(known), ...rest],
    next: all.length > rest.length && last ? { at: last.at, id: last.id } : horizon,
  }
}
