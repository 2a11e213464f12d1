import { getCollection, type CollectionEntry } from 'astro:content'
import { isOpen } from '../contract/permissions'
import { levels, spaces } from '../hub/settings'
import { isActiveAlert } from './states'

/** A post as the content folder gives it; its `id` is its slug. */
export type Post = CollectionEntry<'posts'>

/**
 * What a build reads once, however many of its pages ask: going through all posts for each of them
 * would cost the square of their number. While developing it is read each time.
 */
const once = <Answer>(read: () => Promise<Answer>) => {
  let known: Promise<Answer> | undefined
  return (): Promise<Answer> => (import.meta.env.DEV ? read() : (known ??= read()))
}

/** When the build began: what lies ahead then does so for all of its pages. */
const began = new Date()

const isAheadOf = ({ data }: Post, now: Date) => data.publish !== undefined && data.publish > now

/** Whether it is the Worker that shows a post, once its `publish` has come. */
export const isScheduled = (post: Post) => !import.meta.env.DEV && isAheadOf(post, began)

/**
 * Every post that is built, newest first: while developing drafts, and otherwise what lies ahead.
 * Not everybody may read all of them, and nobody those before their time, so this is for their own
 * pages alone.
 */
export const listAllPosts = once(() => readPosts(new Date()))

const openSpaces = new Set(spaces.filter((space) => isOpen(space, levels)).map(({ id }) => id))

/** Whether everybody may read a post, known or not. */
export const isPublicPost = ({ data }: Post) => openSpaces.has(data.space)

/** The posts that everybody may read, at their time and before it: they have cards and entries. */
export const listPublic = once(async (): Promise<readonly Post[]> =>
  (await listAllPosts()).filter(isPublicPost),
)

/** The posts that everybody may read now, newest first. Whatever shows posts asks here. */
export const listPosts = once(async (): Promise<readonly Post[]> =>
  (await listPublic()).filter((post) => !isScheduled(post)),
)

/** The alerts that concern somebody now, newest first. */
export const listActiveAlerts = once(async (): Promise<readonly Post[]> =>
  (await listAlerts()).filter((post) => !isScheduled(post)),
)

/** The same, and those that will. */
export const listAlerts = once(async (): Promise<readonly Post[]> => {
  const now = new Date()
  return (await listPublic()).filter((post) => isActiveAlert(post, now))
})

const readPosts = async (now: Date): Promise<readonly Post[]> => {
  const isDev = import.meta.env.DEV
  const posts = await getCollection('posts', (post) =>
    isDev ? !isAheadOf(post, now) : !post.data.draft,
  )
  // Those of one moment by their ids, as the Worker orders them where topics stand among them.
  return posts.toSorted(
    (one, other) =>
      Number(other.data.date) - Number(one.data.date) ||
      order(permanentId(other), permanentId(one)),
  )
}

/** The id comments hang on, which outlives the slug. */
export const permanentId = ({ id, data }: Post) => data.id ?? id

const order = (one: string, other: string) => (one < other ? -1 : 1)

/** Posts with the pinned ones on top, otherwise as they are. */
export const pinnedFirst = (posts: readonly Post[]): Post[] => [
  ...posts.filter(({ data }) => data.pinned),
  ...posts.filter(({ data }) => !data.pinned),
]

/** The tags used most, up to a dozen. */
export const commonTags = once(async (): Promise<string[]> => {
  const times = new Map<string, number>()
  for (const { data } of await listPosts())
    for (const tag of data.tags) times.set(tag, (times.get(tag) ?? 0) + 1)
  return [...times]
    .toSorted(([one, often], [other, oftener]) => oftener - often || order(one, other))
    .slice(0, 12)
    .map(([tag]) => tag)
})
