import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { StatusFault } from './form'

const messages: MessagesFor<StatusFault> = {
  'status-unknown': 'Please choose what becomes of it.',
  'reason-empty': 'Please say why: everybody who voted reads it.',
  'reason-too-long': ({ max }) => `Please keep the reason to ${max} characters.`,
  changed: 'Somebody else has said what becomes of it meanwhile. Please look, and decide again.',
}

/** The sentence for a fault in what a host says of an idea. */
export const statusMessage = (fault: StatusFault): string => messageOf(messages, fault)
