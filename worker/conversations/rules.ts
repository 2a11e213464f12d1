import type { Conversation, Hub } from '../../site/contract'

/** The conversation with this id, as the build knows it. */
export const conversationById = (
  { conversations }: Pick<Hub, 'conversations'>,
  id: string,
): Conversation | undefined => (Object.hasOwn(conversations, id) ? conversations[id] : undefined)

/** The conversation that a slug names, now or formerly. */
export const conversationBySlug = (
  hub: Pick<Hub, 'conversations' | 'slugs'>,
  slug: string,
): Conversation | undefined =>
  Object.hasOwn(hub.slugs, slug) ? conversationById(hub, hub.slugs[slug]!) : undefined

/** Whether hosts have closed it for everybody else. */
export const isLocked = (counted: { lockedAt: Date | null } | undefined): boolean =>
  Boolean(counted?.lockedAt)
