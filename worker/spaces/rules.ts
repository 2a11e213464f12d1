import {
  type Action,
  type Answer,
  type Asker,
  type Conversation,
  type Hub,
  may,
  type Space,
} from '../../site/contract'

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
  asker: Asker,
  action: Action,
  conversation: Pick<Conversation, 'space'>,
): Answer => may(asker, action, spaceOf(hub, conversation), hub.levels)
