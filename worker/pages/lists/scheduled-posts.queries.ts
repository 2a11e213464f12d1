import type { Conversation } from '../../../site/contract/conversation'
import type { Hub, Later, LatePost } from '../../../site/contract/hub'
import type { Bindings } from '../../env'
import { isolateState } from '../../lib/isolate'
import { fetchPage } from '../../http/assets'
import { isForAll } from '../../accounts/access/rules'

/*
 * Posts whose time came after the build: its pages and feeds have them not, and are as they were.
 * What the build would have put there it has left beside them.
 */

/** Whether a post that is there now is in none of the build's lists and feeds. */
export const isScheduled = (hub: Hub, post: Conversation): boolean =>
  post.publishAt !== undefined && isForAll(hub, post)

const noted = new WeakMap<Hub['conversations'], readonly Conversation[]>()

/** All of them; most hubs have none, and are not looked through for each request. */
export const scheduledPosts = (hub: Hub): readonly Conversation[] => {
  const known = noted.get(hub.conversations)
  const late = known ?? Object.values(hub.conversations).filter((post) => isScheduled(hub, post))
  if (!known) noted.set(hub.conversations, late)
  return late
}

/** Read once in an isolate's life, as `hub.json` is. */
const known = isolateState<Later | undefined>(() => undefined)

const readLater = async (env: Bindings, { guarded = '' }: Hub): Promise<Later> => {
  if (known.current) return known.current
  const answer = await fetchPage(env, `/${guarded}/later.json`)
  if (!answer.ok) throw new Error('later.json is not there; expected it beside guarded posts')
  const later: Later = await answer.json()
  known.current = later
  return later
}

/** What lists and feeds show of those of the posts that are late, in their order; or nothing. */
export const findScheduled = async (
  { env, hub }: { env: Bindings; hub: Hub },
  posts: readonly Conversation[],
): Promise<[string, LatePost][]> => {
  const late = posts.filter((post) => isScheduled(hub, post))
  if (late.length === 0) return []
  const later = await readLater(env, hub).catch((error: unknown): Later => {
    console.error('posts that came after the build are not shown as they should be:', error)
    return {}
  })
  return late.flatMap(({ id }) => (later[id] ? [[id, later[id]] as [string, LatePost]] : []))
}

/** The card of a late post, as it is in a list of this kind. */
export const cardOf = (
  { cards }: LatePost,
  way: Pick<LatePost['cards'][number], 'level' | 'pins'>,
): string => cards.find(({ level, pins }) => level === way.level && pins === way.pins)?.html ?? ''
