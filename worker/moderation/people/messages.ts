import type { Hub } from '../../../site/contract/hub'
import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { DecisionFault } from './form'
import { zoneOf } from '../desk/labels.view'

const decisionMessages = (hub: Hub): MessagesFor<DecisionFault> => ({
  'reason-empty': 'Please say why: whoever reads the record later will want to know.',
  'reason-too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'until-empty': 'Please choose the last day, or “for good”.',
  'until-unreadable': 'That is no day. Please write it as 2026-11-30.',
  'until-past': `That day is over. Please choose today or a later one, as the calendar in ${zoneOf(hub)} has it.`,
  'until-too-late': 'That is more than a lifetime. Please choose “for good” instead.',
  'level-unknown': 'Please choose one of these levels.',
  'role-unknown': 'Please choose one of these.',
  'person-unknown': 'Please choose one of these.',
  'person-taken': 'Somebody else is that person already. Take it back from them first.',
  'last-owner': 'This is the last owner, and a hub needs one. Make somebody else an owner first.',
  banned: 'They are banned. Lift the ban first.',
  yourself: 'Nobody bans or silences themselves.',
  host: 'A host can not be banned or silenced. An owner can take the role back first.',
  changed:
    'Somebody else changed this at the same moment. Please look at how it is now, and decide again.',
})

/** The sentence for a decision about a member that is refused. */
export const decisionMessage = (fault: DecisionFault, hub: Hub): string =>
  messageOf(decisionMessages(hub), fault)
