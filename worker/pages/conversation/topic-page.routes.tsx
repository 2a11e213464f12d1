import type { Context } from 'hono'
import { type Conversation, topicOf } from '../../../site/contract/conversation'
import { slots } from '../../../site/contract/slots'
import type { CommentAttempt } from '../../discussion/comments/form.view'
import { permalink } from '../../discussion/comments/permalink.rules'
import { toTopic } from '../../discussion/conversations/rules'
import { findConversation } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { noteNetworks } from '../../promotion/offers/impressions.middleware'
import { fetchPage } from '../../http/assets'
import { fillSlots, type PageOutcome } from '../../http/slots'
import { THREAD_QUERY } from './query.middleware'
import { cached } from '../../http/page-cache'
import { fragment, wantsFragment } from '../../http/fragment'
import { showMissing, showUnavailable } from '../../http/layout'
import { conversationSlots, renderThread } from './thread.slot'
import { findViewer, mayRead } from '../../accounts/access/middleware'
import { allowTurnstile } from '../../discussion/spam/middleware'
import { withTopicHead } from './topic-head.view'
import { type Topic, TopicArticle } from '../../discussion/topics/view'
import { renderExtensions } from './topic-extensions.slot'
import { findTopic } from '../../discussion/topics/queries'
import { logError } from '../../http/log-error'

const HTML = { 'content-type': 'text/html; charset=utf-8' }

/** The topic with this id, as the viewer sees it. Adds it to the request’s `hub`. */
export const readTopic = async (c: Context<App>, id: string): Promise<Topic | undefined> => {
  const { db, hub, now } = c.var
  const found = await findTopic(db, id)
  const conversation = found && toTopic(found.row)
  if (!conversation) return undefined
  c.set('hub', { ...hub, topics: { ...hub.topics, [id]: conversation } })
  const [viewer, member] = await Promise.all([findViewer(c), c.var.member()])
  return { ...found, hub: c.var.hub, now, conversation, viewer, member }
}

const drawTopic = async (c: Context<App>, topic: Topic): Promise<string> => {
  const parts = await renderExtensions(c, topic)
  return String(<TopicArticle topic={topic} extensions={parts} />).toWellFormed()
}

/**
 * The page around a topic, filled. While the database is unavailable it has only the form with what
 * was typed, which must not be lost.
 */
const composed = async (
  c: Context<App>,
  conversation: Conversation,
  topic: Topic | undefined,
  outcome: PageOutcome,
  attempt?: CommentAttempt,
): Promise<Response> => {
  const drawing = topic ? drawTopic(c, topic) : Promise.resolve('')
  drawing.catch(() => undefined)
  const frame = await fetchPage(c.env, c.var.hub.paths.topicFrame())
  const page = new Response(frame.body, { headers: HTML })
  noteNetworks(outcome, conversation.id, c.var.hub)
  const fillings = [
    { slot: slots.topic, render: () => drawing, fallback: '' },
    ...conversationSlots(c, conversation, outcome, attempt),
  ]
  return fillSlots(c, withTopicHead(page, c.var.hub, conversation, topic), fillings, outcome)
}

/** The page of a topic with a refused comment in its form. */
export const composeTopic = async (
  c: Context<App>,
  conversation: Conversation,
  outcome: PageOutcome,
  attempt?: CommentAttempt,
): Promise<Response> => {
  const topic = await withDeadline('read', readTopic(c, conversation.id)).catch(() => undefined)
  return composed(c, conversation, topic, outcome, attempt)
}

/** One of a topic's addresses, such as that of its history. */
type Place = (id: string, slug: string) => string

/**
 * The right address of a topic: `undefined` if it is this one, `nowhere` if it was merged into a
 * conversation that the viewer may not read.
 */
const elsewhere = async (
  c: Context<App>,
  { hub, row, conversation }: Topic,
  slug: string,
  at: Place,
) => {
  const { mergedInto } = conversation
  const target = mergedInto && (await findConversation(c.var.db, c.var.hub, mergedInto))
  if (target)
    return (await mayRead(c, target)) ? permalink(hub.paths, target, row.opening!) : 'nowhere'
  // Compared percent-encoded, as addresses are.
  if (encodeURIComponent(slug) === conversation.slug) return undefined
  return at(row.id.slice(topicOf('').length), conversation.slug)
}

/** The topic if the viewer may read it at this address; else a redirect or the 404 page. */
export const findTopicAt = async (
  c: Context<App>,
  id: string,
  slug: string,
  at: Place = c.var.hub.paths.topic,
): Promise<Topic | Response> => {
  const topic = await readTopic(c, id)
  if (!topic || !(await mayRead(c, topic.conversation))) return showMissing(c)
  const place = await elsewhere(c, topic, slug, at)
  if (place === 'nowhere') return showMissing(c)
  return place ? c.redirect(place, 301) : topic
}

const unavailable = (c: Context<App>, error: unknown) => {
  logError(c, 'a topic is unavailable', error)
  return showUnavailable(c)
}

/** The page of a topic, drawn from the database, for viewers who may read it. */
export const showTopic = (c: Context<App>, id: string, slug: string): Promise<Response> => {
  const show = async (outcome: PageOutcome) => {
    const topic = await withDeadline('read', findTopicAt(c, id, slug))
    if (topic instanceof Response) return topic
    const { conversation } = topic
    if (wantsFragment(c, slots.thread))
      return fragment(c, slots.thread, (await renderThread(c, conversation)).html)
    allowTurnstile(c, conversation)
    return composed(c, conversation, topic, outcome)
  }
  const showing = wantsFragment(c, slots.thread)
    ? show({ hasFailedSlot: false })
    : cached(c, THREAD_QUERY, show)
  return showing.catch((error: unknown) => unavailable(c, error))
}
