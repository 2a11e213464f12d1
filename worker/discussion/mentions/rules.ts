import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { conversationById } from '../conversations/rules'
import { mayIn } from '../../accounts/access/rules'
import type { Mentionable } from './queries'

/** How many are offered at once. */
const OFFERED = 6

/** Those of `content/people/` whose handle, or a word of whose name, begins so. */
const filed = ({ people }: Pick<Hub, 'people'>, typed: string): Mentionable[] =>
  Object.entries(people)
    .filter(([handle, { name }]) =>
      [handle, ...name.toLowerCase().split(/\s+/)].some((word) => word.startsWith(typed)),
    )
    .map(([handle, { name }]) => ({ handle, name }))

/** Those who are offered: people of the house first, and each handle once. */
export const suggestMentions = (
  hub: Pick<Hub, 'people'>,
  typed: string,
  members: readonly Mentionable[],
): Mentionable[] => {
  const all = [...filed(hub, typed), ...members]
  return [...new Map(all.map((each) => [each.handle.toLowerCase(), each])).values()].slice(
    0,
    OFFERED,
  )
}

/** How a handle begins. `readTyped('@Ro') // => 'ro'` */
export const parseHandlePrefix = (typed: string): string | undefined => {
  const begun = typed.trim().replace(/^@/, '').toLowerCase()
  return /^[a-z\d-]{1,30}$/.test(begun) ? begun : undefined
}

/** Whether somebody may read the conversation in which they were named: no other is told to them. */
export const isMentionReadable =
  (hub: Hub, viewer: Viewer) => (mention: { conversation: string }) => {
    const conversation = conversationById(hub, mention.conversation)
    return (
      conversation !== undefined &&
      conversation.isListed !== false &&
      conversation.comments !== 'none' &&
      mayIn(hub, viewer, 'read', conversation) === 'yes'
    )
  }
