import { LONGEST_HANDLE, MOST_CHANGES, SHORTEST_HANDLE } from '../../accounts/members/handle.rules'
import { addressMessages, type MessagesFor, messageOf, nameMessages } from '../../lib/form-messages'
import type { ProfileFault } from './form'

const messages: MessagesFor<ProfileFault> = {
  ...nameMessages,
  ...addressMessages,
  'handle-empty': 'Please choose a handle.',
  'handle-too-short': `Please use at least ${SHORTEST_HANDLE} characters.`,
  'handle-too-long': `Please use at most ${LONGEST_HANDLE} characters.`,
  'handle-not-latin':
    'Please use only the letters a to z, digits and hyphens: a letter of another alphabet may look just like one of these, and make two people look like one.',
  'handle-malformed': 'Please use only the letters a to z, digits, and hyphens between them.',
  'handle-reserved': 'That handle is kept for the hub or somebody who works here.',
  'handle-taken': 'That handle is somebody else’s. Please choose another.',
  'handle-too-often': `You have changed your handle ${MOST_CHANGES} times within a year. Please keep this one for now.`,
  'about-too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'too-fast':
    'That was very quick. Please wait a minute and send it again; what you typed is kept below.',
  'not-saved':
    'The hub could not save this just now. Please send it again in a moment; what you typed is kept below.',
}

/** The sentence for a fault, shown beside its field. */
export const profileMessage = (fault: ProfileFault): string => messageOf(messages, fault)
