import { Hono } from 'hono'
import { topicOf } from '../../site/contract'
import type { App } from '../env'
import { isId } from '../kit/id'
import { showMissing } from '../shell/frame'
import { showTopic } from './showing'

export const topics = new Hono<App>()

topics.get('/topics/:topic/:slug/', (c) => {
  const { topic, slug } = c.req.param()
  return isId(topic) ? showTopic(c, topicOf(topic), slug) : showMissing(c)
})

/** An address that was cut short leads to the whole one: no topic has an empty slug. */
topics.get('/topics/:topic/', (c) => {
  const { topic } = c.req.param()
  return isId(topic) ? showTopic(c, topicOf(topic), '') : showMissing(c)
})
