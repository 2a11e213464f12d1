import type { Context } from 'hono'
import { type Conversation, paths, slots } from '../../site/contract'
import type { Attempt } from '../comments/form'
import { retryAfter, statusOf } from '../comments/rules'
import { conversationBySlug } from '../conversations/rules'
import type { App } from '../env'
import { fetchPage } from './assets'
import { type Filling, fill, type Outcome } from './compose'
import { throughEdge } from './edge'
import { fragment, wantsFragment } from './fragment'
import { showMissing } from './frame'
import { drawReactions, drawThread, restingThread, THREAD_QUERY } from './thread'

/** What goes into the slots of a post's page; a room that has something to put there adds it here. */
const fillingsOf = (
  c: Context<App>,
  conversation: Conversation,
  outcome: Outcome,
  attempt?: Attempt,
): Filling[] => {
  // Asked before the page is fetched: the database answers while the head is on its way.
  const drawn = drawThread(c, conversation, attempt)
  const thread = drawn.then(({ html, isThere }) => {
    outcome.isLost = !isThere
    return html
  })
  const reactions = drawn.then(({ thread }) => drawReactions(c, conversation, thread))
  // Heard here as well: a page without one of the slots would leave its failure to nobody.
  for (const drawing of [thread, reactions]) drawing.catch(() => undefined)
  return [
    { slot: slots.thread, draw: () => thread, resting: restingThread(c) },
    { slot: slots.reactions, draw: () => reactions, resting: '' },
  ]
}

const compose = async (
  c: Context<App>,
  conversation: Conversation,
  outcome: Outcome,
  attempt?: Attempt,
): Promise<Response> => {
  const fillings =
    conversation.comments === 'none' ? [] : fillingsOf(c, conversation, outcome, attempt)
  const page = await fetchPage(c.env, paths.post(conversation.slug))
  if (!page.ok) return showMissing(c)
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return fill(new Response(page.body, { headers }), fillings, outcome)
}

/** A post's page with what people said about it. */
export const showPost = async (c: Context<App>, slug: string): Promise<Response> => {
  const conversation = conversationBySlug(c.var.hub, slug)
  if (!conversation) return showMissing(c)
  if (conversation.slug !== slug) return c.redirect(paths.post(conversation.slug), 301)
  if (wantsFragment(c, slots.thread) && conversation.comments !== 'none')
    return fragment(c, slots.thread, (await drawThread(c, conversation)).html)
  return throughEdge(c, THREAD_QUERY, (outcome) => compose(c, conversation, outcome))
}

/** The same page for words that were not taken: kept in the form, with the reason beside them. */
export const showRefused = async (
  c: Context<App>,
  conversation: Conversation,
  attempt: Attempt,
): Promise<Response> => {
  const [fault] = attempt.faults
  const status = fault ? statusOf(fault) : 200
  const headers: Record<string, string> =
    status === 429 || status === 503 ? { 'retry-after': String(retryAfter(fault!)) } : {}
  if (wantsFragment(c, slots.thread))
    return fragment(
      c,
      slots.thread,
      (await drawThread(c, conversation, attempt)).html,
      status,
      headers,
    )
  const page = await compose(c, conversation, { rested: false }, attempt)
  for (const [name, value] of Object.entries(headers)) page.headers.set(name, value)
  return new Response(page.body, { status, headers: page.headers })
}
