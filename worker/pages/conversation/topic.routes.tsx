import { topicOf } from '../../../site/contract/conversation'
import { showTopicFeed } from '../../discussion/comments/feed.routes'
import { isId } from '../../lib/id'
import { showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { unlessUnchanged } from '../../http/entity-tag'
import { showTopic } from './topic-page.routes'

/** `/topics/` */
export const topics = newRouter()

topics.get('/:topic/:slug/', (c) => {
  const { topic, slug } = c.req.param()
  return isId(topic) ? showTopic(c, topicOf(topic), slug) : showMissing(c)
})

/** An address without a slug redirects to the whole one. */
topics.get('/:topic/', (c) => {
  const { topic } = c.req.param()
  return isId(topic) ? showTopic(c, topicOf(topic), '') : showMissing(c)
})

topics.get('/:topic/:slug/comments.xml', unlessUnchanged, (c) => {
  const { topic, slug } = c.req.param()
  return showTopicFeed(c, topic, slug)
})
