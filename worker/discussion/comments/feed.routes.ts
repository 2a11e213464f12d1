import type { Context } from 'hono'
import { type Conversation, topicOf } from '../../../site/contract/conversation'
import { conversationBySlug } from '../conversations/rules'
import { findConversation } from '../conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { showMissing } from '../../http/layout'
import { ifReadable } from '../../accounts/access/middleware'
import { commentsFeed, MAX_FEED_ENTRIES } from './feed.view'
import { listLatestComments } from './queries'

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' }

/** The Atom feed of a conversation; another slug redirects to the current one. */
const showFeed = async (c: Context<App>, found: Conversation | undefined, slug: string) => {
  const { db, hub } = c.var
  const conversation = await ifReadable(c, found)
  if (!conversation || conversation.comments === 'none') return showMissing(c)
  if (conversation.slug !== slug) return c.redirect(hub.paths.commentsFeed(conversation), 301)
  const newest = await listLatestComments(db, conversation.id, MAX_FEED_ENTRIES)
  return new Response(commentsFeed(hub, conversation, newest), { headers: ATOM })
}

/** The feed of comments on a post. */
export const showPostFeed = (c: Context<App>, slug: string): Promise<Response> =>
  withDeadline('read', showFeed(c, conversationBySlug(c.var.hub, slug), slug))

const findTopicFeed = async (c: Context<App>, topic: string, slug: string) => {
  const { db, hub } = c.var
  const found = await findConversation(db, hub, topicOf(topic))
  const target = found?.mergedInto ? await findConversation(db, hub, found.mergedInto) : undefined
  return showFeed(c, target ?? found, target ? '' : encodeURIComponent(slug))
}

/** The feed of comments in a topic; a merged topic redirects to the feed of its target. */
export const showTopicFeed = (c: Context<App>, topic: string, slug: string): Promise<Response> =>
  withDeadline('read', findTopicFeed(c, topic, slug))
