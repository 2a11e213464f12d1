import { type MessagesFor, messageOf } from '../../lib/form-messages'
import type { RemarkFault, SavedReplyFault } from './form'
import { placeholders } from './placeholders.rules'
import type { ToneReason } from './tone-check.rules'
import type { ReleaseObstacle } from './rules'

/** What each thing to re-read is called, and why it matters, in a sentence. */
export const toneMessages: Record<ToneReason, { title: string; says: string }> = {
  blame: {
    title: 'Does this blame the person who wrote?',
    says: 'Whoever is told what they did wrong defends themselves, and hears nothing else.',
  },
  complaint: {
    title: 'Does this complain back?',
    says: 'They came with their trouble. Ours is no answer to it.',
  },
  sarcasm: {
    title: 'Could this sound smug, or like mockery?',
    says: 'A tone of voice does not travel in writing, and everybody else reads along.',
  },
  absolute: {
    title: 'Is this really always so?',
    says: 'One exception, and the whole answer counts for nothing.',
  },
  assumption: {
    title: 'Do you know this, or do you suppose it?',
    says: 'Where you suppose something, a question costs less than an apology.',
  },
  'no-question': {
    title: 'There is no question in it.',
    says: 'If anything is unclear to you, ask: it shows that somebody is listening.',
  },
  promise: {
    title: 'Can we keep this?',
    says: 'A promise made here is kept in front of everybody. Ask whoever has to keep it.',
  },
  private: {
    title: 'Does this give away somebody’s private data?',
    says: 'What stands here can be found for ever. Ask them to write to you instead.',
  },
}

/** What an author, or a second host, reads who can not let a reply go. */
export const obstacleMessages: Record<Exclude<ReleaseObstacle, 'too-early'>, string> = {
  'no-host':
    'Whoever wrote this is no host any more, so it can not be sent in the name of the hub. Write an answer of your own instead.',
  'parent-gone':
    'The comment that this answers has been removed, so there is nothing left to answer. Throw the reply away, or copy what is worth keeping.',
  'parent-held':
    'The comment that this answers is held: nobody would see what is being answered. Decide about that first.',
  'parent-faded':
    'The comment that this answers has faded. What is left to sink needs no answer: throw the reply away, or restore the comment first.',
  locked:
    'The conversation was locked meanwhile, and takes no more comments. Unlock it first, or throw the reply away.',
  closed: 'The conversation is closed now, and takes no more comments.',
  changed: 'Something changed at the same moment. Please look at how it is now, and try again.',
}

const messages: MessagesFor<SavedReplyFault> = {
  'title-empty': 'Please give it a title.',
  'title-too-long': ({ max }) => `Please keep it to ${max} characters.`,
  empty: 'Please write something first.',
  'too-long': ({ max }) => `Please keep it to ${max} characters.`,
  'too-many-saved':
    'There are as many saved replies as anybody can look through. Delete one first.',
  'unknown-placeholder': `Nobody knows what to fill in for another word in braces than ${placeholders.map((place) => `{${place}}`).join(', ')}.`,
}

/** The sentence for a fault in a saved reply or a remark. */
export const replyMessage = (fault: SavedReplyFault | RemarkFault): string =>
  messageOf(messages, fault)
