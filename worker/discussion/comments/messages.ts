import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { refusalFor } from '../../accounts/access/messages'
import { spaceOf } from '../../accounts/access/rules'
import { addressMessages, type MessagesFor, messageOf, nameMessages } from '../../lib/form-messages'
import type { CommentFault } from './form'
import { isNoPermission, type NoPermission } from './rules'
import type { Comment } from './table'

type Explained = Exclude<CommentFault, { reason: NoPermission }>

const messages = ({ language }: Hub): MessagesFor<Explained> => ({
  ...nameMessages,
  ...addressMessages,
  closed: 'This conversation is closed. It stays readable, but takes no new comments.',
  locked: 'This conversation is locked. It stays readable, but takes no new comments.',
  'signed-out':
    'You are not signed in any more. Your text is saved below: send it as a guest, or copy it and sign in again.',
  'parent-gone':
    'The comment you replied to is no longer there. Your text is saved below; you can send it as a new comment.',
  empty: 'Please write something first.',
  'too-long': ({ max }) => `Please keep it to ${max.toLocaleString(language)} characters.`,
  'too-many':
    'Too many comments in the last hour. Please try again later; your text is saved below.',
  'too-fast': 'Too many attempts. Please wait a minute and try again; your text is saved below.',
  'not-saved':
    'The hub could not save this just now. Please send it again in a moment; your text is saved below.',
  'too-late': 'This comment can no longer be changed.',
  answered:
    'Others have commented on it, and their comments would be deleted too. You can edit your text; to delete it, ask a host.',
  'slept-on':
    'A delayed reply to a critical comment cannot be edited after it is published. To correct it, reply again, or delete it and write a new one.',
  'proof-missing':
    'This hub checks that guests are human, and that needs JavaScript. Turn it on and send this again, or sign in, which works without; your text is saved below.',
  'proof-refused':
    'The check that you are human failed. Please let it run again and send this once more, or sign in; your text is saved below.',
})

/** The sentences of a thread. */
export const threadMessages = {
  empty: 'No comments yet. Be the first.',
  notSetUp: 'This hub cannot take comments yet: it is not set up.',
  hostsOnly: 'This conversation is locked. Only hosts can comment.',
  unavailable: 'Comments are unavailable right now. Your text is saved below.',
} as const

/** Why the reader may not comment here, and a link to what they can do about it. */
export const permissionMessage = (reason: NoPermission, hub: Hub, conversation: Conversation) => {
  const { sentence, link } = refusalFor(reason, 'comment', spaceOf(hub, conversation), hub)
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
    ? `${permissionMessage(fault.reason, hub, conversation).sentence} Your text is saved below.`
    : messageOf(messages(hub), fault as Explained)

/** What the author of a held comment reads below it. */
export const heldMessage = (heldFor: Comment['heldFor'], canSendEmail: boolean): string => {
  if (heldFor === 'resting') return 'Only hosts can see this reply until it is sent.'
  if (heldFor === 'links') return 'Not public yet. Because of its links, a host has to approve it.'
  if (heldFor === 'stamp')
    return 'Not public yet. It was sent very soon, or a day, after its page was opened, so a host has to approve it.'
  if (heldFor === 'check')
    return 'Not public yet. One of the hub’s own checks is down, so a host has to approve it.'
  return heldFor === 'unconfirmed' && canSendEmail
    ? 'Not public yet. Click the link we emailed you, or wait for a host to approve it.'
    : 'Not public yet. A host has to approve it.'
}

/** What members see of what is new to them. */
export const threadMarkMessages = {
  isNew: 'New since your last visit',
  first: 'First new comment',
}
