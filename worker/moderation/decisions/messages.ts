import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { WarningFault } from './warning.form'

const warningMessages: MessagesFor<WarningFault> = {
  empty: 'Please write a message.',
  'too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'rule-unknown': 'Please choose one of these rules, or none.',
  'not-saved': 'We can’t save this right now. Please send it again in a moment.',
  nobody:
    'We can’t reach the author: there is no confirmed email address, or the comment is by a host. You can answer the comment instead.',
}

/** The sentence for a warning that is not sent. */
export const warningMessage = (fault: WarningFault): string => messageOf(warningMessages, fault)
