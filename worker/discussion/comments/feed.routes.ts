import type { Context } from 'hono'
import { type Conversation, topicOf } from '../../../site/contract/conversation'
import { conversationBySlug } from '../conversations/rules'
import { findConversation } from '../conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { showMissing } from '../../http/layout'
import { cachedForAll } from '../../http/page-cache'
import { ifReadable } from '../../accounts/access/middleware'
import { isPublicConversation } from '../../accounts/access/rules'
import { commentsFeed, MAX_FEED_ENTRIES } from './feed.view'
import { listLatestComments } from './queries'

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' }

/** The conversation of an address, and the slug that the address should have. */
type Finding = () => Promise<{ found: Conversation | undefined; slug: string }>

type Readable = (c: Context<App>, found?: Conversation) => Promise<Conversation | undefined>

/** The Atom feed of a conversation; another slug redirects to the current one. */
const showFeed = async (c: Context<App>, find: Finding, ifAllowed: Readable) => {
  const { db, hub } = c.var
  const { found, slug } = await find()
  const conversation = await ifAllowed(c, found)
  if (!conversation || conversation.comments === 'none') return showMissing(c)
  if (conversation.slug !== slug) return c.redirect(hub.paths.commentsFeed(conversation), 301)
  const newest = await listLatestComments(db, conversation.id, MAX_FEED_ENTRIES)
  return new Response(commentsFeed(hub, conversation, newest), { headers: ATOM })
}

const ifPublic: Readable = async (c, found) =>
  found && isPublicConversation(c.var.hub, found) ? found : undefined

/** The feed of a public conversation, for all from the cache; of a restricted one for its readers. */
const showFeedFor = async (c: Context<App>, find: Finding): Promise<Response> => {
  const show = (ifAllowed: Readable) => withDeadline('read', showFeed(c, find, ifAllowed))
  const answer = await cachedForAll(c, () => show(ifPublic))
  return answer.status === 404 ? show(ifReadable) : answer
}

/** The feed of comments on a post. */
export const showPostFeed = (c: Context<App>, slug: string): Promise<Response> =>
  showFeedFor(c, async () => ({ found: conversationBySlug(c.var.hub, slug), slug }))

/** The feed of comments in a topic; a merged topic redirects to the feed of its target. */
export const showTopicFeed = (c: Context<App>, topic: string, slug: string): Promise<Response> =>
  showFeedFor(c, async () => {
    const { db, hub } = c.var
    const found = await findConversation(db, hub, topicOf(topic))
    const target = found?.mergedInto ? await findConversation(db, hub, found.mergedInto) : undefined
    return { found: target ?? found, slug: target ? '' : encodeURIComponent(slug) }
  })
