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
import { showMissing } from '../../http/layout'
import { showUnavailable } from '../../http/unavailable'
import { conversationSlots, renderThread } from './thread.slot'
import { findViewer, mayRead } from '../../accounts/access/middleware'
import { allowTurnstile } from '../../discussion/spam/middleware'
import { withTopicHead } from './topic-head.view'
import { type Topic, TopicArticle } from '../../discussion/topics/view'
import { renderExtensions } from './topic-extensions.slot'
import { findTopic } from '../../discussion/topics/queries'
import { logError } from '../../http/log-error'

const HTML_HEADERS = { 'content-type': 'text/html; charset=utf-8' }

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

const renderTopic = async (c: Context<App>, topic: Topic): Promise<string> => {
  const parts = await renderExtensions(c, topic)
  return String(<TopicArticle topic={topic} extensions={parts} />).toWellFormed()
}

/**
 * The page of a topic. While the database is unavailable (`topic` is undefined) it has only the
 * form with what was typed, which must not be lost.
 */
const composePage = async (
  c: Context<App>,
  conversation: Conversation,
  topic: Topic | undefined,
  outcome: PageOutcome,
  attempt?: CommentAttempt,
): Promise<Response> => {
  const article = topic ? renderTopic(c, topic) : Promise.resolve('')
  article.catch(() => undefined)
  c.set('space', conversation.space)
  const frame = await fetchPage(c.env, c.var.hub.paths.topicFrame())
  const page = new Response(frame.body, { headers: HTML_HEADERS })
  noteNetworks(outcome, conversation.id, c.var.hub)
  const pageSlots = [
    { slot: slots.topic, render: () => article, fallback: '' },
    ...conversationSlots(c, conversation, outcome, attempt),
  ]
  return fillSlots(c, withTopicHead(page, c.var.hub, conversation, topic), pageSlots, outcome)
}

/** The page of a topic with a refused comment in its form. */
export const composeTopic = async (
  c: Context<App>,
  conversation: Conversation,
  outcome: PageOutcome,
  attempt?: CommentAttempt,
): Promise<Response> => {
  const topic = await withDeadline('read', readTopic(c, conversation.id)).catch(() => undefined)
  return composePage(c, conversation, topic, outcome, attempt)
}

/** Makes one of a topic's addresses, such as that of its history. */
type AddressOf = (id: string, slug: string) => string

/**
 * Where to redirect: `undefined` if this is the topic's address, `nowhere` if it was merged into a
 * conversation that the viewer may not read.
 */
const findRedirect = async (
  c: Context<App>,
  { hub, row, conversation }: Topic,
  slug: string,
  addressOf: AddressOf,
) => {
  const { mergedInto } = conversation
  const target = mergedInto && (await findConversation(c.var.db, c.var.hub, mergedInto))
  if (target)
    return (await mayRead(c, target)) ? permalink(hub.paths, target, row.opening!) : 'nowhere'
  // Compared percent-encoded, as addresses are.
  if (encodeURIComponent(slug) === conversation.slug) return undefined
  return addressOf(row.id.slice(topicOf('').length), conversation.slug)
}

/** The topic if the viewer may read it at this address; else a redirect or the 404 page. */
export const findTopicAt = async (
  c: Context<App>,
  id: string,
  slug: string,
  addressOf: AddressOf = c.var.hub.paths.topic,
): Promise<Topic | Response> => {
  const topic = await readTopic(c, id)
  if (!topic || !(await mayRead(c, topic.conversation))) return showMissing(c)
  const target = await findRedirect(c, topic, slug, addressOf)
  if (target === 'nowhere') return showMissing(c)
  return target ? c.redirect(target, 301) : topic
}

const showTopicUnavailable = (c: Context<App>, error: unknown) => {
  logError(c, 'a topic is unavailable', error)
  return showUnavailable(c)
}

/** The page of a topic; 404 for viewers who may not read it. */
export const showTopic = (c: Context<App>, id: string, slug: string): Promise<Response> => {
  const show = async (outcome: PageOutcome) => {
    const topic = await withDeadline('read', findTopicAt(c, id, slug))
    if (topic instanceof Response) return topic
    const { conversation } = topic
    if (wantsFragment(c, slots.thread))
      return fragment(c, slots.thread, (await renderThread(c, conversation)).html)
    allowTurnstile(c, conversation)
    return composePage(c, conversation, topic, outcome)
  }
  const showing = wantsFragment(c, slots.thread)
    ? show({ hasFailedSlot: false })
    : cached(c, THREAD_QUERY, show)
  return showing.catch((error: unknown) => showTopicUnavailable(c, error))
}
