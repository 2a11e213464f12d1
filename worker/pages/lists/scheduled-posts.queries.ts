import type { Conversation } from '../../../site/contract/conversation'
import type { Hub, ScheduledPosts, ScheduledPost } from '../../../site/contract/hub'
import type { Bindings } from '../../env'
import { isolateState } from '../../lib/isolate'
import { fetchPage } from '../../http/assets'
import { isPublicConversation } from '../../accounts/access/rules'
import { entriesIn, type FeedEntry } from './feed.rules'
import { logFailure } from '../../lib/log-failure'

/*
 * Scheduled posts published after the last build are merged into lists and feeds at request time.
 * The build writes their cards and entries to `later.json`.
 */

/** Whether a published post is missing from the lists and feeds of the build. */
export const isScheduled = (hub: Hub, post: Conversation): boolean =>
  post.publishAt !== undefined && isPublicConversation(hub, post)

const scheduledByHub = new WeakMap<Hub['conversations'], readonly Conversation[]>()

/** All scheduled posts that are published; cached per hub. */
export const scheduledPosts = (hub: Hub): readonly Conversation[] => {
  const known = scheduledByHub.get(hub.conversations)
  const scheduled =
    known ?? Object.values(hub.conversations).filter((post) => isScheduled(hub, post))
  if (!known) scheduledByHub.set(hub.conversations, scheduled)
  return scheduled
}

/** Read once per isolate, like `hub.json`. */
const cachedLater = isolateState<ScheduledPosts | undefined>(() => undefined)

const readLater = async (env: Bindings, { guarded = '' }: Hub): Promise<ScheduledPosts> => {
  if (cachedLater.current) return cachedLater.current
  const answer = await fetchPage(env, `/${guarded}/later.json`)
  if (!answer.ok) throw new Error('later.json is missing; the build writes it beside guarded posts')
  const later: ScheduledPosts = await answer.json()
  cachedLater.current = later
  return later
}

/** The cards and feed entries of the scheduled posts among these, in their order. */
export const findScheduled = async (
  { env, hub }: { env: Bindings; hub: Hub },
  posts: readonly Conversation[],
): Promise<[string, ScheduledPost][]> => {
  const scheduled = posts.filter((post) => isScheduled(hub, post))
  if (scheduled.length === 0) return []
  const later = await readLater(env, hub).catch((error: unknown): ScheduledPosts => {
    logFailure('later.json could not be read, so lists and feeds lack scheduled posts', error)
    return {}
  })
  return scheduled.flatMap(({ id }) =>
    later[id] ? [[id, later[id]] as [string, ScheduledPost]] : [],
  )
}

/** Their entries in Atom feeds. */
export const scheduledEntries = async (
  from: { env: Bindings; hub: Hub },
  posts: readonly Conversation[],
): Promise<FeedEntry[]> =>
  (await findScheduled(from, posts)).flatMap(([, { entry }]) => entriesIn(entry))

/** The card of a scheduled post for a list of this kind. */
export const cardOf = (
  { cards }: ScheduledPost,
  variant: Pick<ScheduledPost['cards'][number], 'level' | 'pins'>,
): string =>
  cards.find(({ level, pins }) => level === variant.level && pins === variant.pins)?.html ?? ''
