import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { refusalTo } from '../../accounts/access/messages'
import { spaceOf } from '../../accounts/access/rules'
import { addressMessages, type MessagesFor, messageOf, nameMessages } from '../../lib/form-messages'
import type { CommentFault } from './form'
import { isNoPermission, type NoPermission } from './rules'
import type { Comment } from './table'

type Explained = Exclude<CommentFault, { reason: NoPermission }>

const messages = ({ language }: Hub): MessagesFor<Explained> => ({
  ...nameMessages,
  ...addressMessages,
  closed: 'This conversation is closed: what is here stays, and nothing more is taken.',
  locked: 'This conversation is locked: what is here stays, and nothing more is taken.',
  'signed-out':
    'You are not signed in any more. Your words are kept below: send them as a guest, or copy them and sign in again.',
  'parent-gone':
    'The comment you answered is not there any more. Your words are kept below; you can send them as a comment of their own.',
  empty: 'Please write something first.',
  'too-long': ({ max }) => `Please keep it to ${max.toLocaleString(language)} characters.`,
  'too-many':
    'You have written a lot in the last hour. Please come back later; your words are kept below.',
  'too-fast':
    'That was very quick. Please wait a minute and send it again; your words are kept below.',
  'not-saved':
    'The hub could not save this just now. Please send it again in a moment; your words are kept below.',
  'too-late': 'The time to change this comment is over.',
  answered:
    'Others have said something about it, and that would go along. You can change what you wrote; to take it away, ask a host.',
  'slept-on':
    'An answer to a critical comment stays as it was sent, because somebody has slept on it. If something in it is wrong, say so in one more answer, or delete it and write it anew.',
  'proof-missing':
    'This hub asks guests to show that they are people, and that needs JavaScript. Turn it on and send this again, or sign in, which works without; your words are kept below.',
  'proof-refused':
    'The check that you are a person did not work this time. Please let it run again and send this once more, or sign in; your words are kept below.',
})

/** Where somebody who may not comment reads why, and where the way there begins. */
export const permissionMessage = (reason: NoPermission, hub: Hub, conversation: Conversation) => {
  const { sentence, link } = refusalTo(reason, 'comment', spaceOf(hub, conversation), hub)
  const returnTo = hub.paths.conversation(conversation)
  return {
    sentence,
    link: { ...link, ...(reason === 'sign-in' && { href: hub.paths.signIn({ returnTo }) }) },
  }
}

/** The sentence for a fault, shown beside its field. */
export const commentMessage = (
  fault: CommentFault,
  hub: Hub,
  conversation: Conversation,
): string =>
  isNoPermission(fault.reason)
    ? `${permissionMessage(fault.reason, hub, conversation).sentence} Your words are kept below.`
    : messageOf(messages(hub), fault as Explained)

/** What the author of a held comment reads below it. */
export const heldMessage = (heldFor: Comment['heldFor'], canMail: boolean): string => {
  if (heldFor === 'resting') return 'Only hosts can see this reply: it rests before it is sent.'
  if (heldFor === 'links')
    return 'Only you can see this until a host has read it, because of its links.'
  if (heldFor === 'stamp')
    return 'Only you can see this until a host has read it: it came very soon, or a day, after its page was opened. That happens to the best.'
  if (heldFor === 'check')
    return 'Only you can see this until a host has read it: one of the hub’s own checks is down.'
  return heldFor === 'unconfirmed' && canMail
    ? 'Only you can see this until you follow the link in our letter to you, or a host has read it.'
    : 'Only you can see this until a host has read it.'
}
