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

/** The space of a conversation; throws if hub.json has none, which the content check rules out. */
export const spaceOf = (
  { spaces }: Pick<Hub, 'spaces'>,
  { space }: Pick<Conversation, 'space'>,
): Space => {
  const found = spaces.find(({ id }) => id === space)
  if (!found) throw new Error(`the space ${space} is not in hub.json; expected it in spaces.yaml`)
  return found
}

/** What the viewer may do in a conversation: the answer of `may` for its space. */
export const mayIn = (
  hub: Pick<Hub, 'spaces' | 'levels'>,
  viewer: Viewer,
  action: Action,
  conversation: Pick<Conversation, 'space'>,
): Answer => may(viewer, action, spaceOf(hub, conversation), hub.levels)

/** Whether anyone may read a conversation, so that no viewer needs to be looked up. */
export const isPublicConversation = (
  hub: Pick<Hub, 'spaces' | 'levels'>,
  conversation: Pick<Conversation, 'space' | 'state'>,
): boolean => !isUnlisted(conversation) && isOpen(spaceOf(hub, conversation), hub.levels)

/** Whether a topic is visible: a held one to its author and hosts, a removed one to hosts. */
export const isVisibleTo = (
  { state, startedBy }: Pick<Conversation, 'state' | 'startedBy'>,
  { role }: Viewer,
  memberId: string | undefined,
): boolean => {
  if (!isUnlisted({ state }) || role === 'host' || role === 'owner') return true
  return state === 'held' && startedBy !== undefined && startedBy === memberId
}

/** The ids of the spaces that the viewer may read. */
export const readableSpaces = (hub: Pick<Hub, 'spaces' | 'levels'>, viewer: Viewer): string[] =>
  hub.spaces.filter((space) => may(viewer, 'read', space, hub.levels) === 'yes').map(({ id }) => id)

/**
 * The hub with only the conversations that the viewer may read. For pages that show what a member
 * wrote or received earlier, in a space that they may have lost access to since.
 */
export const visibleHub = (hub: Hub, viewer: Viewer, memberId?: string): Hub => {
  const spaces = new Set(readableSpaces(hub, viewer))
  const isVisible = (each: Conversation) =>
    spaces.has(each.space) && isVisibleTo(each, viewer, memberId)
  const visibleOf = (all: Record<string, Conversation> = {}) =>
    Object.fromEntries(Object.entries(all).filter(([, each]) => isVisible(each)))
  return { ...hub, conversations: visibleOf(hub.conversations), topics: visibleOf(hub.topics) }
}

/** The ids of the spaces that anyone may read, for lists without a viewer. */
export const openSpaces = ({ spaces, levels }: Pick<Hub, 'spaces' | 'levels'>): string[] =>
  spaces.filter((space) => isOpen(space, levels)).map(({ id }) => id)

/**
 * Whether the build put a post's page under the guarded path: it is restricted, or scheduled.
 */
export const isBuiltApart = (hub: Hub, conversation: Conversation): boolean =>
  conversation.publishAt !== undefined || !isPublicConversation(hub, conversation)

/** The path of a post's page in the assets. */
export const builtPath = (hub: Hub, conversation: Conversation): string => {
  const address = hub.paths.conversation(conversation)
  return hub.guarded && isBuiltApart(hub, conversation) ? `/${hub.guarded}${address}` : address
}

/** Whether a topic is hidden from readers: held until a host has seen it, or removed by one. */
export const isUnlisted = ({ state }: Pick<Conversation, 'state'>): boolean =>
  state === 'held' || state === 'removed'
