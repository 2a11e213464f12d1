import type { Conversation } from '../../site/contract/conversation'
import type { Paths } from '../../site/contract/paths'
import { type CacheScope, cacheKey } from './cache-key'
import { sharedPages } from './shared-pages'

const orders = ['?sort=newest', '?sort=appreciated']

/** Removes pages from the cache, and those that are being composed, which may lack the change. */
const purge = async (scope: CacheScope, addresses: string[]): Promise<void> => {
  await Promise.all(
    addresses.map((address) => {
      const key = cacheKey(scope, address)
      sharedPages.drop(key)
      return caches.default.delete(key)
    }),
  )
}

/** The owner of a profile: the handle in `content/people/`, and that of the member. */
interface ProfileOwner {
  person: string | null
  handle: string | null
}

/** A person without a file in `content/people/` has their profile at the member's handle. */
const profilesOf = (paths: Paths, { person, handle }: ProfileOwner): string[] =>
  [person, handle].flatMap((each) =>
    each === null ? [] : [paths.person(each), paths.personFeed(each)],
  )

/** Removes a profile and its feed from the cache, after its owner changed or hid something in it. */
export const purgePerson = (scope: CacheScope, owner: ProfileOwner): Promise<void> =>
  purge(scope, profilesOf(scope.hub.paths, owner))

/** The lists and feeds that contain a topic. Only the first page of a list is cached. */
const listsOf = (paths: Paths, { kind, tags = [], space }: Partial<Conversation>): string[] => [
  paths.base,
  paths.feed(),
  paths.jsonFeed(),
  ...(kind ? [paths.kind(kind), paths.kindFeed(kind)] : []),
  ...(kind === 'question' ? [paths.unanswered(), paths.unansweredFeed()] : []),
  ...(space ? [paths.space(space)] : []),
  ...tags.map((tag) => paths.tag(tag)),
]

/** Removes the pages that list all contributors from the cache; those of a tag expire. */
export const purgeContributors = (scope: CacheScope): Promise<void> =>
  purge(scope, [scope.hub.paths.base, scope.hub.paths.contributors()])

/**
 * Removes a conversation from the cache in every order, with the feed of its comments, the lists that
 * count it and the profile of a member who commented in it.
 */
export const purgeConversation = (
  scope: CacheScope,
  conversation: Pick<Conversation, 'id' | 'slug'> & Partial<Conversation>,
  speaker?: ProfileOwner,
): Promise<void> => {
  const { paths } = scope.hub
  const address = paths.conversation(conversation)
  return purge(scope, [
    address,
    ...orders.map((order) => address + order),
    paths.commentsFeed(conversation),
    ...listsOf(paths, conversation),
    ...(speaker ? profilesOf(paths, speaker) : []),
  ])
}
