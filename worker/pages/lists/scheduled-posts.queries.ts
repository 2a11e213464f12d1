import type { Conversation } from '../../../site/contract/conversation'
import type { Hub, ScheduledPosts, ScheduledPost } from '../../../site/contract/hub'
import type { Bindings } from '../../env'
import { isolateState } from '../../lib/isolate'
import { fetchPage } from '../../http/assets'
import { isPublicConversation } from '../../accounts/access/rules'
import { entriesIn, type FeedEntry } from './feed.rules'
import { logFailure } from '../../lib/log-failure'

/*
 * Scheduled posts published after the last build; merged into lists and feeds at request time. The build
 * leaves their cards and entries in `later.json`.
 */

/** Whether a published post is missing from the lists and feeds of the build. */
export const isScheduled = (hub: Hub, post: Conversation): boolean =>
  post.publishAt !== undefined && isPublicConversation(hub, post)

const noted = new WeakMap<Hub['conversations'], readonly Conversation[]>()

/** All scheduled posts that are published. Cached per hub: most have none. */
export const scheduledPosts = (hub: Hub): readonly Conversation[] => {
  const known = noted.get(hub.conversations)
  const late = known ?? Object.values(hub.conversations).filter((post) => isScheduled(hub, post))
  if (!known) noted.set(hub.conversations, late)
  return late
}

/** Read once per isolate, as `hub.json` is. */
const known = isolateState<ScheduledPosts | undefined>(() => undefined)

const readLater = async (env: Bindings, { guarded = '' }: Hub): Promise<ScheduledPosts> => {
  if (known.current) return known.current
  const answer = await fetchPage(env, `/${guarded}/later.json`)
  if (!answer.ok) throw new Error('later.json is missing; the build writes it beside guarded posts')
  const later: ScheduledPosts = await answer.json()
  known.current = later
  return later
}

/** What lists and feeds show of the scheduled posts among these, in their order. */
export const findScheduled = async (
  { env, hub }: { env: Bindings; hub: Hub },
  posts: readonly Conversation[],
): Promise<[string, ScheduledPost][]> => {
  const late = posts.filter((post) => isScheduled(hub, post))
  if (late.length === 0) return []
  const later = await readLater(env, hub).catch((error: unknown): ScheduledPosts => {
    logFailure('later.json could not be read, so lists and feeds lack scheduled posts', error)
    return {}
  })
  return late.flatMap(({ id }) => (later[id] ? [[id, later[id]] as [string, ScheduledPost]] : []))
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
  way: Pick<ScheduledPost['cards'][number], 'level' | 'pins'>,
): string => cards.find(({ level, pins }) => level === way.level && pins === way.pins)?.html ?? ''
