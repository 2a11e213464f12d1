import { getCollection, type CollectionEntry } from 'astro:content'
import { isOpen } from '../contract/permissions'
import { levels, spaces } from '../hub/settings'

/** A post of the content folder; its `id` is its slug. */
export type Post = CollectionEntry<'posts'>

/**
 * Memoizes a list for the whole build: reading all posts for each page would take quadratic time. The
 * development server reads it each time.
 */
const once = <Answer>(read: () => Promise<Answer>) => {
  let known: Promise<Answer> | undefined
  return (): Promise<Answer> => (import.meta.env.DEV ? read() : (known ??= read()))
}

/** The start of the build, so that a post is scheduled for all pages or for none. */
const startedAt = new Date()

const isScheduledAt = ({ data }: Post, now: Date) =>
  data.publish !== undefined && data.publish > now

/** Whether a post is published after the build, by the Worker. */
export const isScheduled = (post: Post) => !import.meta.env.DEV && isScheduledAt(post, startedAt)

/**
 * All built posts, newest first: in development with drafts, otherwise with scheduled posts. Only for
 * the posts' own pages, because some are restricted or not published yet.
 */
export const listAllPosts = once(() => readPosts(new Date()))

const openSpaces = new Set(spaces.filter((space) => isOpen(space, levels)).map(({ id }) => id))

/** Whether guests may read a post. */
export const isPublicPost = ({ data }: Post) => openSpaces.has(data.space)

/** All public posts, scheduled ones included, for which cards and feed entries are built. */
export const listPublic = once(async (): Promise<readonly Post[]> =>
  (await listAllPosts()).filter(isPublicPost),
)

/** The published public posts, newest first; for everything that lists posts. */
export const listPosts = once(async (): Promise<readonly Post[]> =>
  (await listPublic()).filter((post) => !isScheduled(post)),
)

const readPosts = async (now: Date): Promise<readonly Post[]> => {
  const isDev = import.meta.env.DEV
  const posts = await getCollection('posts', (post) =>
    isDev ? !isScheduledAt(post, now) : !post.data.draft,
  )
  // Posts of the same time are ordered by id, as in the Worker's lists of posts and topics.
  return posts.toSorted(
    (one, other) =>
      Number(other.data.date) - Number(one.data.date) ||
      order(permanentId(other), permanentId(one)),
  )
}

/** The id that comments belong to, which does not change with the slug. */
export const permanentId = ({ id, data }: Post) => data.id ?? id

const order = (one: string, other: string) => (one < other ? -1 : 1)

/** Posts in the same order, with the pinned ones on top. */
export const pinnedFirst = (posts: readonly Post[]): Post[] => [
  ...posts.filter(({ data }) => data.pinned),
  ...posts.filter(({ data }) => !data.pinned),
]

/** The most common tags, up to twelve. */
export const commonTags = once(async (): Promise<string[]> => {
  const times = new Map<string, number>()
  for (const { data } of await listPosts())
    for (const tag of data.tags) times.set(tag, (times.get(tag) ?? 0) + 1)
  return [...times]
    .toSorted(([one, often], [other, oftener]) => oftener - often || order(one, other))
    .slice(0, 12)
    .map(([tag]) => tag)
})
