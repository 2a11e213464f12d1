import type { Conversation } from '../../../site/contract/conversation'
import type { Comment } from '../comments/table'
import type { ModerationAction, ActionRefusal } from './actions.commands'
import { REASON_LIMIT } from '../../audit/rules'

/** What a host does, as a button says it. */
export const actionLabels: Record<ModerationAction, string> = {
  approval: 'Approve',
  fading: 'Fade',
  restoration: 'Restore',
  holding: 'Hold',
  removal: 'Remove',
  pin: 'Pin',
  acceptance: 'Mark as the answer',
  criticism: 'Mark as critical',
  dismissal: 'Needs no answer',
  lock: 'Lock',
}

const stateOf: Record<Comment['state'], string> = {
  held: 'It is held.',
  published: 'It is published.',
  faded: 'It is faded.',
  removed: 'It was removed.',
}

/** Why nothing was decided, in a sentence or two. */
export const actionRefusalMessage = (
  refused: ActionRefusal,
  comment?: Pick<Comment, 'state'>,
  conversation?: Pick<Conversation, 'kind'>,
): string => {
  const now = comment ? ` ${stateOf[comment.state]}` : ''
  const isFor = conversation?.kind === 'question' ? '' : ' Only a question has an answer.'
  return {
    missing: 'It is not there any more.',
    changed: `Somebody else changed this meanwhile.${now} Please look at how it is now, and decide again.`,
    already: `Somebody else has decided just that before you.${now}`,
    'not-now': `This can not be done now.${now}${isFor}`,
    resting: 'It is a host’s own reply, which rests until they send it.',
    rule: 'Please choose the rule of the house by which it is removed.',
    'reason-too-long': `Please keep the reason to ${REASON_LIMIT} characters.`,
    undone: 'Somebody else has taken this back already.',
    revised: `Its author has changed the words since.${now} Please read them, and decide again.`,
    over: 'The time is over in which it could be brought back: its words are gone.',
    'not-undoable': 'This can not be taken back here.',
  }[refused]
}
