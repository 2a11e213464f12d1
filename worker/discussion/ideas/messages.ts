import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { StatusFault } from './form'

const messages: MessagesFor<StatusFault> = {
  'status-unknown': 'Please choose a status.',
  'reason-empty': 'Please give a reason. Everyone who voted will read it.',
  'reason-too-long': ({ max }) => `Please keep the reason to ${max} characters.`,
  changed: 'Another host has changed the status. Please check it, and decide again.',
}

/** The sentence for a fault in the status form. */
export const statusMessage = (fault: StatusFault): string => messageOf(messages, fault)

export const voteMessages = {
  refused: 'Your vote was not counted',
  silenced: 'A host has silenced you. You can vote again when that is over.',
  over: 'This idea is done or declined, so it takes no more votes.',
  inFileTitle: 'This status is set in a file',
  inFile:
    'This idea is a post. Set its status and reason in its file; everyone who voted is notified after the next build.',
} as const
