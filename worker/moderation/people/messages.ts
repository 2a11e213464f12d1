import type { Hub } from '../../../site/contract/hub'
import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { DecisionFault } from './form'
import { timeZoneCity } from '../desk/rules'

const decisionMessages = (hub: Hub): MessagesFor<DecisionFault> => ({
  'reason-empty': 'Please give a reason for the audit log.',
  'reason-too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'until-empty': 'Please choose the last day, or “Permanently”.',
  'until-unreadable': 'That is not a valid date. Please write it as 2026-11-30.',
  'until-past': `That day is over. Please choose today or a later day (time zone: ${timeZoneCity(hub)}).`,
  'until-too-late': 'That is too far away. Please choose “Permanently” instead.',
  'level-unknown': 'Please choose one of these levels.',
  'role-unknown': 'Please choose one of these roles.',
  'person-unknown': 'Please choose one of these people.',
  'person-taken': 'Another member is linked to this profile. Unlink them first.',
  'last-owner': 'This is the last owner, and a hub needs one. Make another member an owner first.',
  banned: 'They are banned. Lift the ban first.',
  yourself: 'You cannot ban or silence yourself.',
  host: 'A host cannot be banned or silenced. An owner must remove the role first.',
  changed:
    'Another host changed this in the meantime. Please check the current state and decide again.',
})

/** The sentence for a decision about a member that is refused. */
export const decisionMessage = (fault: DecisionFault, hub: Hub): string =>
  messageOf(decisionMessages(hub), fault)

/** What each decision about a member changes for them. */
export const consequences = {
  ban: 'They are signed out everywhere at once and cannot sign in until the ban ends. They see the reason when they try. Their comments stay.',
  silence:
    'They can sign in and read, but cannot write or change anything until the silence ends. They see the end and the reason. Their comments stay.',
  grant: 'They have at least this level until you revoke it. They can read the reason.',
  hold: 'They have at most this level, whatever they earn, until you lift the limit. They can read the reason.',
  role: 'Hosts work at the desk. Owners do too, and decide who is a host or an owner.',
  person:
    'People who write posts already have a profile on this hub. Choose theirs to combine the two.',
} as const
