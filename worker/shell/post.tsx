import type { Context } from 'hono'
import { type Conversation, paths, resting, slots } from '../../site/contract'
import { listComments, listOwnHeld } from '../comments/queries'
import { retryAfter, statusOf } from '../comments/rules'
import { type Attempt, Thread } from '../comments/view'
import type { App } from '../env'
import { fetchPage } from './assets'
import { type Filling, fill, type Outcome } from './compose'
import { throughEdge } from './edge'
import { showMissing } from './frame'

/** The query that names a page of a conversation. */
const KNOWN = ['sort', 'from']

const drawThread = async (c: Context<App>, conversation: Conversation, attempt?: Attempt) => {
  const { db, hub, visitor } = c.var
  const [shown, held] = await Promise.all([
    listComments(db, conversation.id, hub.comments.perPage),
    visitor ? listOwnHeld(db, conversation.id, visitor) : [],
  ])
  return String(
    <Thread
      hub={hub}
      conversation={conversation}
      comments={[...shown, ...held]}
      own={new Set()}
      attempt={attempt}
    />,
  )
}

const compose = async (
  c: Context<App>,
  conversation: Conversation,
  outcome: Outcome,
  attempt?: Attempt,
): Promise<Response> => {
  // Asked before the page is fetched: the database answers while the head is on its way.
  const thread = drawThread(c, conversation, attempt)
  thread.catch(() => undefined)
  const page = await fetchPage(c.env, paths.post(conversation.slug))
  if (!page.ok) return showMissing(c)
  const fillings: Filling[] = [
    { slot: slots.thread, draw: () => thread, resting: `<p>${resting.thread}</p>` },
  ]
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return fill(new Response(page.body, { headers }), fillings, outcome)
}

/** The conversation that a slug names, now or formerly. */
const findConversation = (c: Context<App>, slug: string) => {
  const { slugs, conversations } = c.var.hub
  const id = Object.hasOwn(slugs, slug) ? slugs[slug]! : ''
  return Object.hasOwn(conversations, id) ? conversations[id] : undefined
}

/** A post's page with what people said about it. */
export const showPost = async (c: Context<App>, slug: string): Promise<Response> => {
  const conversation = findConversation(c, slug)
  if (!conversation) return showMissing(c)
  if (conversation.slug !== slug) return c.redirect(paths.post(conversation.slug), 301)
  return throughEdge(c, KNOWN, (outcome) => compose(c, conversation, outcome))
}

/** The same page for words that were not taken: kept in the form, with the reason beside them. */
export const showRefused = async (
  c: Context<App>,
  conversation: Conversation,
  attempt: Attempt,
): Promise<Response> => {
  const page = await compose(c, conversation, { rested: false }, attempt)
  const [fault] = attempt.faults
  if (!fault) return page
  const status = statusOf(fault)
  if (status !== 422) page.headers.set('retry-after', String(retryAfter(fault)))
  return new Response(page.body, { status, headers: page.headers })
}
