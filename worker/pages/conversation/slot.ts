import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { slots } from '../../../site/contract/slots'
import type { CommentAttempt } from '../../discussion/comments/form.view'
import type { App } from '../../env'
import { renderVotes } from '../../discussion/ideas/slot'
import { offerSlot } from '../../promotion/offers/slot'
import type { Slot, PageOutcome } from '../../http/slots'
import { renderReactions, renderThread, threadFallback } from './thread.slot'

/** What fills the slots of every conversation’s page, with comments or without. */
const aroundIt = (c: Context<App>, conversation: Conversation, outcome: PageOutcome): Slot[] => {
  const address = c.var.hub.paths.conversation(conversation)
  return [offerSlot(c, { place: conversation, page: conversation.id, address, outcome })]
}

/** What fills the slots of a conversation’s page, with its thread if it has comments. */
export const conversationSlots = (
  c: Context<App>,
  conversation: Conversation,
  outcome: PageOutcome,
  attempt?: CommentAttempt,
): Slot[] => {
  if (conversation.comments === 'none') return aroundIt(c, conversation, outcome)
  // Started before the page is fetched: the database answers while the head is sent.
  const drawn = renderThread(c, conversation, { attempt })
  const thread = drawn.then(({ html, isThere }) => {
    outcome.isUncacheable = !isThere
    return html
  })
  const reactions = drawn.then(({ thread }) => renderReactions(c, conversation, thread))
  // Caught here as well: without the slots in the page, a failure would go unhandled.
  for (const drawing of [thread, reactions]) drawing.catch(() => undefined)
  return [
    { slot: slots.thread, render: () => thread, fallback: threadFallback(c) },
    { slot: slots.reactions, render: () => reactions, fallback: '' },
    { slot: slots.votes, render: () => renderVotes(c, conversation), fallback: '' },
    ...aroundIt(c, conversation, outcome),
  ]
}
