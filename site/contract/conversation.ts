import type { IdeaStatus, Kind } from './vocabulary'

/** A link that a resource gives. */
export interface Link {
  label: string
  url: string
}

/** Somebody whom a resource names, with at least one way to reach them. */
export interface Contact {
  name: string
  email?: string | undefined
  phone?: string | undefined
  url?: string | undefined
}

/** `conversationOf('welcome') // => 'post:welcome'` */
export const conversationOf = (postId: string) => `post:${postId}`

/** What the id of a topic's conversation begins with. */
export const TOPIC = 'topic:'

/** The conversation of a topic, by its id in the address: `topic:<id>`. */
export const topicOf = (id: string) => `${TOPIC}${id}`

/** Whether members started it; what they did not is a post. */
export const isTopic = ({ id }: Pick<Conversation, 'id'>) => id.startsWith(TOPIC)

/** A post as the build knows it, or a topic as the database does. */
export interface Conversation {
  /** `post:<permanent id>` or `topic:<id>`; comments hang on this, never on an address. */
  id: string
  slug: string
  kind: Kind
  title: string
  space: string
  /** `closed` keeps what is there and takes no more; `none` shows nothing. */
  comments: 'open' | 'closed' | 'none'
  /** When it was published or started, in epoch milliseconds. */
  startedAt: number
  /** When it last said something new, in epoch milliseconds. */
  changedAt: number
  tags: string[]
  /** Of a post: the handles of those who wrote it. */
  authors?: string[] | undefined
  /** Of a post: it stands above the others of its list. */
  isPinned?: true | undefined
  /**
   * Of a post that the build made before its time: when that comes, in epoch milliseconds. Until
   * then it is nowhere; it and what it shows lie where posts lie that not everybody may read.
   */
  publishAt?: number | undefined
  /** Of an idea. */
  status?: IdeaStatus | undefined
  statusReason?: string | undefined
  /** Of a topic: the member who started it, if they are still here. */
  startedBy?: string | undefined
  /** Of a topic: whether it stands in lists, feeds and searches. */
  isListed?: boolean | undefined
  /** Of a topic: the state of its opening. What is held is its author's and hosts', what is removed hosts' alone. */
  state?: 'held' | 'published' | 'faded' | 'removed' | undefined
  /** Of a topic: the conversation into which hosts merged it. */
  mergedInto?: string | undefined
}

/** What stands in the static page around a topic for what is not known there: which one it is. */
export const unknownTopic = { id: '{of}', url: '{url}', title: '{title}' } as const
