import type { Hub } from '../../../site/contract/hub'
import type { Viewer } from '../../../site/contract/permissions'
import { conversationById } from '../conversations/rules'
import { mayIn } from '../../accounts/access/rules'
import type { Mentionable } from './queries'

/** The most suggestions at once. */
const MAX_SUGGESTIONS = 6

/** The people of `content/people/` whose handle, or a word of whose name, starts like this. */
const listFiled = ({ people }: Pick<Hub, 'people'>, typed: string): Mentionable[] =>
  Object.entries(people)
    .filter(([handle, { name }]) =>
      [handle, ...name.toLowerCase().split(/\s+/)].some((word) => word.startsWith(typed)),
    )
    .map(([handle, { name }]) => ({ handle, name }))

/** The suggestions while a handle is typed: people of `content/people/` first, each handle once. */
export const suggestMentions = (
  hub: Pick<Hub, 'people'>,
  typed: string,
  members: readonly Mentionable[],
): Mentionable[] => {
  const all = [...listFiled(hub, typed), ...members]
  return [...new Map(all.map((each) => [each.handle.toLowerCase(), each])).values()].slice(
    0,
    MAX_SUGGESTIONS,
  )
}

/** The beginning of a handle, normalized; `undefined` if it is not one. `readTyped('@Ro') // => 'ro'` */
export const parseHandlePrefix = (typed: string): string | undefined => {
  const prefix = typed.trim().replace(/^@/, '').toLowerCase()
  return /^[a-z\d-]{1,30}$/.test(prefix) ? prefix : undefined
}

/** Whether a member may read the conversation that mentions them; only then is the mention shown. */
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
