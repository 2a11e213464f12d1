import type { Conversation } from '../../../site/contract/conversation'
import type { Comment } from '../comments/table'
import type { ModerationAction, ActionRefusal } from './actions.commands'
import { REASON_LIMIT } from '../../audit/rules'

/** The labels of the buttons. */
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

/** Why an action was refused, and the comment's current state. */
export const actionRefusalMessage = (
  refused: ActionRefusal,
  comment?: Pick<Comment, 'state'>,
  conversation?: Pick<Conversation, 'kind'>,
): string => {
  const now = comment ? ` ${stateOf[comment.state]}` : ''
  const isFor = conversation?.kind === 'question' ? '' : ' Only a question has an answer.'
  return {
    missing: 'It no longer exists.',
    changed: `This was changed meanwhile.${now} Please check it, and decide again.`,
    already: `This was already done.${now}`,
    'not-now': `This cannot be done now.${now}${isFor}`,
    resting: 'It is a host’s delayed reply, which only its author can send.',
    rule: 'Please choose the house rule that it breaks.',
    'reason-too-long': `Please keep the reason to ${REASON_LIMIT} characters.`,
    undone: 'This was already undone.',
    revised: `Its author has edited the text since.${now} Please read it, and decide again.`,
    over: 'It can no longer be restored: its text was erased.',
    'not-undoable': 'This cannot be undone here.',
  }[refused]
}
