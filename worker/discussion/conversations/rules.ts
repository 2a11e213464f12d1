import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'

/** The conversation with this id: a post, or a topic that was read before (`withTopics`). */
export const conversationById = (
  { conversations, topics = {} }: Pick<Hub, 'conversations' | 'topics'>,
  id: string,
): Conversation | undefined => {
  const known = Object.hasOwn(conversations, id) ? conversations : topics
  return Object.hasOwn(known, id) ? known[id] : undefined
}

/** The conversation that a slug names, now or formerly. */
export const conversationBySlug = (
  hub: Pick<Hub, 'conversations' | 'topics' | 'slugs'>,
  slug: string,
): Conversation | undefined =>
  Object.hasOwn(hub.slugs, slug) ? conversationById(hub, hub.slugs[slug]!) : undefined

/** Whether it is closed for all but hosts: they locked it, or it was asked before. */
export const isLocked = (
  counted: { lockedAt: Date | null; duplicateOf: string | null } | undefined,
): boolean => Boolean(counted?.lockedAt ?? counted?.duplicateOf)
