import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { ErasureFault } from './form'

const messages: MessagesFor<ErasureFault> = {
  'comments-unknown': 'Please choose what happens to your comments.',
  unsure: 'Please tick the box below to confirm.',
}

/** The sentence for what is missing before anything is erased. */
export const erasureMessage = (fault: ErasureFault): string => messageOf(messages, fault)
