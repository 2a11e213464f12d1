import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { GroupFault } from './form'

const tooLong = ({ max }: { max: number }) => `Please keep it to ${max} characters.`

const messages: MessagesFor<GroupFault> = {
  'name-empty': 'Please give the group a name.',
  'name-too-long': tooLong,
  'too-long': tooLong,
  'handle-empty': 'Please type the handle of a member.',
  'answer-unknown': 'Please choose one.',
  malformed: 'Please use small letters, digits and hyphens, up to 60 of them.',
  unspelled:
    'No word of the letters a to z and digits can be made of this name, by which spaces.yaml would know the group. Please give it one below, in the last field.',
  taken: 'There is a group of that name already.',
  nobody: 'Nobody has this handle. It is what follows the @ on somebody’s page.',
  'too-many-groups': 'That are more groups than anybody keeps in mind. Use one that is there.',
  changed:
    'Somebody else changed this at the same moment. Please look at how it is now, and decide again.',
}

/** The sentence for a fault, shown beside its field. */
export const groupMessage = (fault: GroupFault): string => messageOf(messages, fault)
