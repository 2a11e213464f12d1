import type { Context } from 'hono'
import { etag } from 'hono/etag'
import { FRONT_PAGE_SIZE } from '../../../site/contract/limits'
import { kinds } from '../../../site/contract/vocabulary'
import type { App } from '../../env'
import { showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { showUnanswered } from './topics-only.routes'
import { showFeed, showJsonFeed, showUnansweredFeed } from './feed.routes'
import { showList, showListOf } from './list.routes'
import type { Subject } from './rules'
import { showTopicsSitemap } from './sitemap.routes'

/** The front page, and what is new in the whole hub. */
export const front = newRouter()

/** `/kinds/` */
export const kindLists = newRouter()

/** `/tags/` */
export const tagLists = newRouter()

// Feed readers ask often, and mostly for nothing new.
const unlessKnown = etag()

front.get('/', (c) => showList(c, { subject: {}, most: FRONT_PAGE_SIZE, level: 3, isPaged: false }))
front.get('/feed.xml', unlessKnown, (c) => showFeed(c, {}))
front.get('/feed.json', unlessKnown, (c) => showJsonFeed(c))
front.get('/sitemap-topics.xml', (c) => showTopicsSitemap(c))

// Before the kinds: no kind has a list of this name.
kindLists.get('/question/unanswered/', (c) => showUnanswered(c))
kindLists.get('/question/unanswered/feed.xml', unlessKnown, (c) => showUnansweredFeed(c))

const kindIn = (c: Context<App>): Subject | undefined => {
  const kind = kinds.find((each) => each === c.req.param('kind'))
  return kind && { kind }
}

kindLists.get('/:kind/feed.xml', unlessKnown, (c) => {
  const subject = kindIn(c)
  return subject ? showFeed(c, subject) : showMissing(c)
})
kindLists.get('/:kind/', (c) => showListOf(c, kindIn(c)))
kindLists.get('/:kind/:number{[1-9]\\d{0,4}}/', (c) => showListOf(c, kindIn(c)))

/** Whether it is well-formed as a tag; anything else never reaches the database. */
const isTag = (tag: string) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(tag) && tag.length <= 100

const tagIn = (c: Context<App>): Subject | undefined => {
  const tag = c.req.param('tag') ?? ''
  return isTag(tag) ? { tag } : undefined
}

/** Tags are in lower case; other spellings redirect. */
tagLists.get('/:tag/', (c) => {
  const tag = c.req.param('tag')
  const small = tag.toLowerCase()
  return tag !== small && isTag(small)
    ? c.redirect(c.var.hub.paths.tag(small), 301)
    : showListOf(c, tagIn(c))
})
tagLists.get('/:tag/:number{[1-9]\\d{0,4}}/', (c) => showListOf(c, tagIn(c)))
