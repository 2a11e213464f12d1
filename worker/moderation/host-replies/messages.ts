import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { RemarkFault, SavedReplyFault } from './form'
import { placeholders } from './placeholders.rules'
import type { ToneReason } from './tone-check.rules'
import type { ReleaseObstacle } from './rules'

/** The title and the explanation of each finding of the tone check. */
export const toneMessages: Record<ToneReason, { title: string; says: string }> = {
  blame: {
    title: 'Does this blame the person who wrote?',
    says: 'People who feel blamed defend themselves and stop listening.',
  },
  complaint: {
    title: 'Does this complain back?',
    says: 'They came with a problem. Our own problems are not an answer.',
  },
  sarcasm: {
    title: 'Could this sound smug, or like mockery?',
    says: 'Tone of voice gets lost in writing, and every reader can see this.',
  },
  absolute: {
    title: 'Is this always true?',
    says: 'A single exception makes the whole answer wrong.',
  },
  assumption: {
    title: 'Do you know this, or do you assume it?',
    says: 'If you are not sure, ask. A question costs less than an apology.',
  },
  'no-question': {
    title: 'It asks no question.',
    says: 'If anything is unclear, ask: it shows that you are listening.',
  },
  promise: {
    title: 'Can we keep this?',
    says: 'A promise here is public. Check with the people who have to keep it.',
  },
  private: {
    title: 'Does this contain personal data?',
    says: 'Anyone can find it here, for ever. Ask them to contact you privately.',
  },
}

/** Why a delayed reply cannot be sent. */
export const obstacleMessages: Record<Exclude<ReleaseObstacle, 'too-early'>, string> = {
  'no-host':
    'The author is no longer a host, so it cannot be sent in the name of the hub. Write your own answer instead.',
  'parent-gone':
    'The comment that this answers was removed. Discard the reply, or copy the parts that you still need.',
  'parent-held':
    'The comment that this answers is held, so readers could not see what you answer. Decide about that comment first.',
  'parent-faded':
    'The comment that this answers is faded. Faded comments need no answer: discard the reply, or restore the comment first.',
  locked:
    'The conversation is locked and accepts no comments. Unlock it first, or discard the reply.',
  closed: 'The conversation is closed and accepts no comments.',
  changed: 'Something changed in the meantime. Please check the current state and try again.',
}

const messages: MessagesFor<SavedReplyFault> = {
  'title-empty': 'Please enter a title.',
  'title-too-long': ({ max }) => `Please keep it to ${max} characters.`,
  empty: 'Please write something first.',
  'too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'too-many-saved': 'There are too many saved replies. Delete one first.',
  'unknown-placeholder': `Unknown placeholder. You can use ${placeholders.map((place) => `{${place}}`).join(', ')}.`,
}

/** The sentence for a fault in a saved reply or a remark. */
export const replyMessage = (fault: SavedReplyFault | RemarkFault): string =>
  messageOf(messages, fault)
