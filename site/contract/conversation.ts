import type { IdeaStatus, Kind } from './vocabulary'

/** A link that a resource gives. */
export interface Link {
  label: string
  url: string
}

/** A person whom a resource names, with at least one way to reach them. */
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

/** Whether a conversation is a topic, started by a member; otherwise it is a post. */
export const isTopic = ({ id }: Pick<Conversation, 'id'>) => id.startsWith(TOPIC)

/** A post as the build knows it, or a topic as the database does. */
export interface Conversation {
  /** `post:<permanent id>` or `topic:<id>`; comments belong to this, never to an address. */
  id: string
  slug: string
  kind: Kind
  title: string
  space: string
  /** `closed` shows comments and takes no more; `none` shows none. */
  comments: 'open' | 'closed' | 'none'
  /** When it was published or started, in epoch milliseconds. */
  startedAt: number
  /** When its text last changed, in epoch milliseconds. */
  changedAt: number
  tags: string[]
  /** Of a post: the handles of its authors. */
  authors?: string[] | undefined
  /** Of a post: it is above the others of its list. */
  isPinned?: true | undefined
  /**
   * Of a scheduled post: when it is published, in epoch milliseconds. Until then it is in no list
   * and at no address; its files are where those of restricted posts are.
   */
  publishAt?: number | undefined
  /** Of an idea. */
  status?: IdeaStatus | undefined
  statusReason?: string | undefined
  /** Of a topic: the member who started it, unless they have left. */
  startedBy?: string | undefined
  /** Of a topic: whether it is in lists, feeds and search results. */
  isListed?: boolean | undefined
  /** Of a topic: the state of its opening. Held: for its author and hosts; removed: for hosts. */
  state?: 'held' | 'published' | 'faded' | 'removed' | undefined
  /** Of a topic: the conversation into which hosts merged it. */
  mergedInto?: string | undefined
}

/** The placeholders in the static page around a topic, for what the build cannot know. */
export const topicPlaceholders = { id: '{of}', url: '{url}', title: '{title}' } as const
