import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import {
  type Action,
  type Answer,
  type Viewer,
  isOpen,
  may,
  type Space,
} from '../../../site/contract/permissions'

/** Where a conversation is. The content check sees to it that its space is there. */
export const spaceOf = (
  { spaces }: Pick<Hub, 'spaces'>,
  { space }: Pick<Conversation, 'space'>,
): Space => {
  const found = spaces.find(({ id }) => id === space)
  if (!found) throw new Error(`the space ${space} is not in hub.json; expected it in spaces.yaml`)
  return found
}

/** Whether somebody may do this in a conversation. */
export const mayIn = (
  hub: Pick<Hub, 'spaces' | 'levels'>,
  viewer: Viewer,
  action: Action,
  conversation: Pick<Conversation, 'space'>,
): Answer => may(viewer, action, spaceOf(hub, conversation), hub.levels)

/** Whether everybody may read a conversation, known or not: most are so, and cost no question. */
export const isPublicConversation = (
  hub: Pick<Hub, 'spaces' | 'levels'>,
  conversation: Pick<Conversation, 'space' | 'state'>,
): boolean => !isUnlisted(conversation) && isOpen(spaceOf(hub, conversation), hub.levels)

/** Whether a topic is there for somebody: what is held is its author's and hosts', what is removed hosts'. */
export const isVisibleTo = (
  { state, startedBy }: Pick<Conversation, 'state' | 'startedBy'>,
  { role }: Viewer,
  memberId: string | undefined,
): boolean => {
  if (!isUnlisted({ state }) || role === 'host' || role === 'owner') return true
  return state === 'held' && startedBy !== undefined && startedBy === memberId
}

/** The ids of the spaces that somebody may read. */
export const readableSpaces = (hub: Pick<Hub, 'spaces' | 'levels'>, viewer: Viewer): string[] =>
  hub.spaces.filter((space) => may(viewer, 'read', space, hub.levels) === 'yes').map(({ id }) => id)

/**
 * The hub as somebody may know it: with the conversations that they may read, and no others. For
 * what is drawn of what they once said or were told, in a space that may have shut since.
 */
export const visibleHub = (hub: Hub, viewer: Viewer, memberId?: string): Hub => {
  const spaces = new Set(readableSpaces(hub, viewer))
  const isKnown = (each: Conversation) =>
    spaces.has(each.space) && isVisibleTo(each, viewer, memberId)
  const among = (all: Record<string, Conversation> = {}) =>
    Object.fromEntries(Object.entries(all).filter(([, each]) => isKnown(each)))
  return { ...hub, conversations: among(hub.conversations), topics: among(hub.topics) }
}

/** The ids of the spaces that everybody may read: what lists say to whoever has no cookie of ours. */
export const openSpaces = ({ spaces, levels }: Pick<Hub, 'spaces' | 'levels'>): string[] =>
  spaces.filter((space) => isOpen(space, levels)).map(({ id }) => id)

/**
 * Whether the build put a post apart from all others: not everybody may read it, or it was made
 * before its time.
 */
export const isBuiltApart = (hub: Hub, conversation: Conversation): boolean =>
  conversation.publishAt !== undefined || !isPublicConversation(hub, conversation)

/** Where the build put a post's page. */
export const builtPath = (hub: Hub, conversation: Conversation): string => {
  const address = hub.paths.conversation(conversation)
  return hub.guarded && isBuiltApart(hub, conversation) ? `/${hub.guarded}${address}` : address
}

/** Whether a topic is hidden from readers: held until a host has seen it, or removed by one. */
export const isUnlisted = ({ state }: Pick<Conversation, 'state'>): boolean =>
  state === 'held' || state === 'removed'
