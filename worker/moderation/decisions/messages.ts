import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { WarningFault } from './warning.form'

const warningMessages: MessagesFor<WarningFault> = {
  empty: 'Please write what you want them to mind.',
  'too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'rule-unknown': 'Please choose one of these rules, or none.',
  'not-saved': 'The hub could not save this just now. Please send it again in a moment.',
  nobody:
    'Nobody can be told: they left no address that is theirs for certain, or the comment is a host’s. You can answer the comment instead.',
}

/** The sentence for a warning that is not sent. */
export const warningMessage = (fault: WarningFault): string => messageOf(warningMessages, fault)
