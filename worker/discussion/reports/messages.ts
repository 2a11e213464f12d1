import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { ReportFault } from './form'

const messages: MessagesFor<ReportFault> = {
  'too-long': ({ max }) => `Please keep it to ${max} characters.`,
  own: 'This is your own comment. You can edit or delete it for a while; after that, ask a host.',
  'too-fast': 'Too many attempts. Please wait a minute and try again.',
  'too-many':
    'Your network has reached today’s limit of reports of this comment. A host will review it. You can still report it after signing in.',
  'not-saved': 'The hub could not save this just now. Please send it again in a moment.',
}

/** The sentence for a refused report. */
export const reportMessage = (fault: ReportFault): string => messageOf(messages, fault)
