import type { Context } from 'hono'
import { type Conversation, isTopic } from '../../../site/contract/conversation'
import { slots } from '../../../site/contract/slots'
import { showPostFeed } from '../../discussion/comments/feed.routes'
import type { CommentAttempt } from '../../discussion/comments/form.view'
import { retryAfter, statusOf } from '../../lib/define-form'
import { conversationBySlug } from '../../discussion/conversations/rules'
import type { App } from '../../env'
import { noteNetworks } from '../../promotion/offers/impressions.middleware'
import { mayRead, ifReadable } from '../../accounts/access/middleware'
import { allowTurnstile } from '../../discussion/spam/middleware'
import { builtPath, isBuiltApart, isPublicConversation } from '../../accounts/access/rules'
import { composeTopic } from './topic-page.routes'
import { fetchFile, fetchPage } from '../../http/assets'
import { fillSlots, type PageOutcome } from '../../http/slots'
import { THREAD_QUERY } from './query.middleware'
import { uncached, cached } from '../../http/page-cache'
import { fragment, wantsFragment } from '../../http/fragment'
import { showMissing } from '../../http/layout'
import { showUnavailable } from '../../http/unavailable'
import { newRouter } from '../../http/router'
import { unlessUnchanged } from '../../http/entity-tag'
import { conversationSlots, renderThread } from './thread.slot'
import { logError } from '../../http/log-error'

const compose = async (
  c: Context<App>,
  conversation: Conversation,
  outcome: PageOutcome,
  attempt?: CommentAttempt,
): Promise<Response> => {
  if (isTopic(conversation)) return composeTopic(c, conversation, outcome, attempt)
  c.set('space', conversation.space)
  const pageSlots = conversationSlots(c, conversation, outcome, attempt)
  const page = await fetchPage(c.env, builtPath(c.var.hub, conversation))
  if (!page.ok) return showMissing(c)
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  noteNetworks(outcome, conversation.id, c.var.hub)
  return fillSlots(c, new Response(page.body, { headers }), pageSlots, outcome)
}

/** The error page of a restricted post: without the database the viewer is unknown. */
const showPostUnavailable = (c: Context<App>) => (error: unknown) => {
  logError(c, 'a restricted post is unavailable', error)
  return showUnavailable(c)
}

const show = async (c: Context<App>, conversation: Conversation): Promise<Response> => {
  if (wantsFragment(c, slots.thread) && conversation.comments !== 'none')
    return fragment(c, slots.thread, (await renderThread(c, conversation)).html)
  allowTurnstile(c, conversation)
  // Only public posts are cached.
  if (!isPublicConversation(c.var.hub, conversation))
    return uncached(c, (outcome) => compose(c, conversation, outcome))
  return cached(c, THREAD_QUERY, (outcome) => compose(c, conversation, outcome))
}

/** The page of a post with its thread; 404 for viewers who may not read it. */
export const showPost = async (c: Context<App>, slug: string): Promise<Response> => {
  const conversation = conversationBySlug(c.var.hub, slug)
  return mayRead(c, conversation).then((isAllowed) => {
    if (!conversation || !isAllowed) return showMissing(c)
    if (conversation.slug !== slug)
      return c.redirect(c.var.hub.paths.conversation(conversation), 301)
    return show(c, conversation)
  }, showPostUnavailable(c))
}

/**
 * A file of a restricted post, for viewers who may read the post. Every other answer is that of an
 * address where nothing is, so that it does not tell that the post exists. Files of all other posts
 * are static and have their own address.
 */
export const showGuardedFile = async (c: Context<App>): Promise<Response> => {
  const conversation = conversationBySlug(c.var.hub, c.req.param('slug') ?? '')
  if (conversation && !isBuiltApart(c.var.hub, conversation)) return c.notFound()
  return ifReadable(c, conversation).then(async (readable) => {
    if (!readable) return c.notFound()
    const path = builtPath(c.var.hub, readable) + encodeURIComponent(c.req.param('file') ?? '')
    const file = await fetchFile(c.env, new Request(new URL(path, c.req.url), c.req.raw))
    // Any other status could reveal the file's secret path.
    return [200, 206, 304].includes(file.status) ? new Response(file.body, file) : c.notFound()
  }, showPostUnavailable(c))
}

/** The page after a refused comment, with the text in the form and the reason beside it. */
export const showRefused = async (
  c: Context<App>,
  conversation: Conversation,
  attempt: CommentAttempt,
): Promise<Response> => {
  const [fault] = attempt.faults
  const status = fault ? statusOf(fault) : 200
  const headers: Record<string, string> =
    status === 429 || status === 503 ? { 'retry-after': String(retryAfter(fault!)) } : {}
  if (wantsFragment(c, slots.thread))
    return fragment(
      c,
      slots.thread,
      (await renderThread(c, conversation, { attempt })).html,
      status,
      headers,
    )
  allowTurnstile(c, conversation)
  const page = await compose(c, conversation, { hasFailedSlot: false }, attempt)
  for (const [name, value] of Object.entries(headers)) page.headers.set(name, value)
  return new Response(page.body, { status, headers: page.headers })
}

/** `/posts/` */
export const posts = newRouter()

posts.get('/:slug/', (c) => showPost(c, c.req.param('slug')))

posts.get('/:slug/comments.xml', unlessUnchanged, (c) => showPostFeed(c, c.req.param('slug')))

posts.get('/:slug/:file', showGuardedFile)
