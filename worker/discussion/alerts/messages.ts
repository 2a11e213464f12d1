import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { AlertUpdateFault } from './form'

const messages: MessagesFor<AlertUpdateFault> = {
  'status-unknown': 'Please choose a status.',
  empty: 'Please write what is new.',
  'too-long': ({ max }) => `Please keep the update to ${max} characters.`,
}

/** The sentence for a fault in the form for an update of an alert. */
export const alertUpdateMessage = (fault: AlertUpdateFault): string => messageOf(messages, fault)

/** What the desk says about alerts. */
export const deskAlertMessages = {
  intro:
    'An update that you post here is on every page at once. Afterwards put it into the alert’s file: the content check lists what a file does not have.',
  none: 'No alert is open. An alert begins as a file in the folder of posts.',
  over: 'Its expected end has passed, so its banner is gone.',
  posted: 'The update is posted.',
  withdrawn: 'The update is withdrawn.',
  waiting: 'Posted from the desk, not in the file yet',
  resolves: 'Resolved ends the alert: its banner disappears.',
} as const
