import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { ReportFault } from './form'

const messages: MessagesFor<ReportFault> = {
  'too-long': ({ max }) => `Please keep it to ${max} characters.`,
  own: 'These are your own words. Below the comment you can change or delete them for a while; after that, ask a host.',
  'too-fast': 'That was very quick. Please wait a minute and send it again.',
  'too-many':
    'Enough reports of this comment came from your connection today: a host will look. With an account of yours you can still add to them.',
  'not-saved': 'The hub could not save this just now. Please send it again in a moment.',
}

/** The sentence for a report that is not taken. */
export const reportMessage = (fault: ReportFault): string => messageOf(messages, fault)
