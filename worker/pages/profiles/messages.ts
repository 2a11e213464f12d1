import {
  LONGEST_HANDLE,
  MAX_HANDLE_CHANGES,
  SHORTEST_HANDLE,
} from '../../accounts/members/handle.rules'
import { addressMessages, type MessagesFor, messageOf, nameMessages } from '../../lib/form-messages'
import type { ProfileFault } from './form'

const messages: MessagesFor<ProfileFault> = {
  ...nameMessages,
  ...addressMessages,
  'handle-empty': 'Please choose a handle.',
  'handle-too-short': `Please use at least ${SHORTEST_HANDLE} characters.`,
  'handle-too-long': `Please use at most ${LONGEST_HANDLE} characters.`,
  'handle-not-latin':
    'Please use only the letters a to z, digits and hyphens: letters of other alphabets can look the same, so that one member looks like another.',
  'handle-malformed': 'Please use only the letters a to z, digits, and hyphens between them.',
  'handle-reserved': 'That handle is reserved for the hub and its team.',
  'handle-taken': 'That handle is taken. Please choose another.',
  'handle-too-often': `You have changed your handle ${MAX_HANDLE_CHANGES} times within a year. Please keep this one for now.`,
  'about-too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'too-fast':
    'Too many attempts. Please wait a minute and send it again; what you typed is still below.',
  'not-saved':
    'We can’t save this right now. Please send it again in a moment; what you typed is still below.',
}

/** The sentence for a fault, shown beside its field. */
export const profileMessage = (fault: ProfileFault): string => messageOf(messages, fault)
