import { type Conversation, isTopic } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import type { conversations } from './table'

/** The conversation with this id: a post, or a topic that was already read (`withTopics`). */
export const conversationById = (
  { conversations, topics = {} }: Pick<Hub, 'conversations' | 'topics'>,
  id: string,
): Conversation | undefined => {
  const known = Object.hasOwn(conversations, id) ? conversations : topics
  return Object.hasOwn(known, id) ? known[id] : undefined
}

/** The post with this slug, current or former. */
export const conversationBySlug = (
  hub: Pick<Hub, 'conversations' | 'topics' | 'slugs'>,
  slug: string,
): Conversation | undefined =>
  Object.hasOwn(hub.slugs, slug) ? conversationById(hub, hub.slugs[slug]!) : undefined

/** Whether only hosts can comment: the conversation is locked, or a duplicate. */
export const isLocked = (
  counted: { lockedAt: Date | null; duplicateOf: string | null } | undefined,
): boolean => Boolean(counted?.lockedAt ?? counted?.duplicateOf)

/** The row of a topic as a conversation; `undefined` for the row of a post. */
export const toTopic = (row: typeof conversations.$inferSelect): Conversation | undefined => {
  const { id, slug, kind, title, space, startedAt } = row
  if (!isTopic(row) || !slug || !kind || title === null || !space || !startedAt) return undefined
  return {
    id,
    slug,
    kind,
    title,
    space,
    comments: 'open',
    startedAt: startedAt.getTime(),
    changedAt: startedAt.getTime(),
    tags: row.tags ?? [],
    startedBy: row.startedBy ?? undefined,
    isListed: row.isListed,
    state: row.state ?? undefined,
    mergedInto: row.mergedInto ?? undefined,
    ...(kind === 'idea' && {
      status: row.status ?? 'open',
      statusReason: row.statusReason ?? undefined,
    }),
  }
}
