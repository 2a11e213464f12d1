import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { ErasureFault } from './form'

const messages: MessagesFor<ErasureFault> = {
  'comments-unknown': 'Please say what should become of your comments.',
  unsure: 'Please tick the box below, so that nobody leaves by a slip of the finger.',
}

/** The sentence for what is missing before anything is erased. */
export const erasureMessage = (fault: ErasureFault): string => messageOf(messages, fault)
