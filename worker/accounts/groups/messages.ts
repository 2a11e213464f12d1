import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { GroupFault } from './form'
import { MAX_GROUPS } from './rules'

const tooLong = ({ max }: { max: number }) => `Please keep it to ${max} characters.`

const messages: MessagesFor<GroupFault> = {
  'name-empty': 'Please give the group a name.',
  'name-too-long': tooLong,
  'too-long': tooLong,
  'handle-empty': 'Please enter a member’s handle.',
  'answer-unknown': 'Please choose one.',
  malformed: 'Please use up to 60 lowercase letters, digits and hyphens.',
  'no-id':
    'This name has no letters a to z or digits to make an id from. Please enter an id below.',
  taken: 'There is already a group with this id.',
  'handle-unknown': 'No member has this handle. It follows the @ on a profile.',
  'too-many-groups': `A hub can have up to ${MAX_GROUPS} groups. Please use an existing one.`,
  changed: 'Another host changed this at the same moment. Please check it and decide again.',
}

/** The sentence for a fault, shown beside its field. */
export const groupMessage = (fault: GroupFault): string => messageOf(messages, fault)
