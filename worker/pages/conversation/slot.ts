import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { slots } from '../../../site/contract/slots'
import type { CommentAttempt } from '../../discussion/comments/form.view'
import type { App } from '../../env'
import { drawVotes } from '../../discussion/ideas/slot'
import { offersIn } from '../../promotion/offers/slot'
import type { Filling, Outcome } from '../../http/slots'
import { drawReactions, drawThread, restingThread } from './thread.slot'

/** What fills the slots of every conversation’s page, with comments or without. */
const aroundIt = (c: Context<App>, conversation: Conversation, outcome: Outcome): Filling[] => {
  const address = c.var.hub.paths.conversation(conversation)
  return [offersIn(c, { place: conversation, page: conversation.id, address, outcome })]
}

/** What fills the slots of a conversation’s page, with its thread if it has comments. */
export const fillingsOf = (
  c: Context<App>,
  conversation: Conversation,
  outcome: Outcome,
  attempt?: CommentAttempt,
): Filling[] => {
  if (conversation.comments === 'none') return aroundIt(c, conversation, outcome)
  // Started before the page is fetched: the database answers while the head is sent.
  const drawn = drawThread(c, conversation, { attempt })
  const thread = drawn.then(({ html, isThere }) => {
    outcome.isLost = !isThere
    return html
  })
  const reactions = drawn.then(({ thread }) => drawReactions(c, conversation, thread))
  // Caught here as well: without the slots in the page, a failure would go unhandled.
  for (const drawing of [thread, reactions]) drawing.catch(() => undefined)
  return [
    { slot: slots.thread, draw: () => thread, resting: restingThread(c) },
    { slot: slots.reactions, draw: () => reactions, resting: '' },
    { slot: slots.votes, draw: () => drawVotes(c, conversation), resting: '' },
    ...aroundIt(c, conversation, outcome),
  ]
}
