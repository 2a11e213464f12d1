import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { WarningFault } from './warning.form'

const warningMessages: MessagesFor<WarningFault> = {
  empty: 'Please write a message.',
  'too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'rule-unknown': 'Please choose one of these rules, or none.',
  'not-saved': 'We can’t save this right now. Please send it again in a moment.',
  unreachable:
    'We can’t reach the author: there is no confirmed email address, or the comment is by a host. You can answer the comment instead.',
}

/** The sentence for a warning that is not sent. */
export const warningMessage = (fault: WarningFault): string => messageOf(warningMessages, fault)

const countOf = (comments: number) => (comments === 1 ? '1 comment' : `${comments} comments`)

/** The result of a bulk action on so many comments, of which some failed. */
export const bulkResult = (all: number, failed: number): string => {
  if (all === 0) return 'No comment was chosen, so nothing was done.'
  const done = failed === all ? 'Nothing was done.' : `Done for ${countOf(all - failed)}.`
  return failed > 0 ? `${done} Failed for ${countOf(failed)}:` : done
}
