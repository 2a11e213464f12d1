import type { Context } from 'hono'
import { FRONT_PAGE_SIZE } from '../../../site/contract/limits'
import { kinds } from '../../../site/contract/vocabulary'
import type { App } from '../../env'
import { showMissing } from '../../http/layout'
import { newRouter } from '../../http/router'
import { unlessUnchanged } from '../../http/entity-tag'
import { showUnanswered } from './topics-only.routes'
import { showFeed, showJsonFeed, showUnansweredFeed } from './feed.routes'
import { showList, showListOf } from './list.routes'
import type { Subject } from './rules'
import { showSitemapIndex, showTopicsIndex, showTopicsSitemap } from './sitemap.routes'

/** The front page, the feeds of the whole hub and the sitemaps. */
export const front = newRouter()

/** `/kinds/` */
export const kindLists = newRouter()

/** `/tags/` */
export const tagLists = newRouter()

front.get('/', (c) => showList(c, { subject: {}, most: FRONT_PAGE_SIZE, level: 3, isPaged: false }))
front.get('/feed.xml', unlessUnchanged, (c) => showFeed(c, {}))
front.get('/feed.json', unlessUnchanged, (c) => showJsonFeed(c))
front.get('/sitemap-index.xml', showSitemapIndex)
front.get('/sitemap-topics.xml', showTopicsIndex)
front.get('/:page{sitemap-topics-.+.xml}', (c) => {
  const number = Number(/topics-([1-9]\d{0,5})\.xml$/.exec(c.req.param('page'))?.[1])
  return number ? showTopicsSitemap(c, number) : showMissing(c)
})

// Before the routes of kinds, which would match these paths.
kindLists.get('/question/unanswered/', (c) => showUnanswered(c))
kindLists.get('/question/unanswered/feed.xml', unlessUnchanged, (c) => showUnansweredFeed(c))

const kindIn = (c: Context<App>): Subject | undefined => {
  const kind = kinds.find((each) => each === c.req.param('kind'))
  return kind && { kind }
}

kindLists.get('/:kind/feed.xml', unlessUnchanged, (c) => {
  const subject = kindIn(c)
  return subject ? showFeed(c, subject) : showMissing(c)
})
kindLists.get('/:kind/', (c) => showListOf(c, kindIn(c)))
kindLists.get('/:kind/:number{[1-9]\\d{0,4}}/', (c) => showListOf(c, kindIn(c)))

/** Whether it is a well-formed tag; anything else never reaches the database. */
const isTag = (tag: string) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(tag) && tag.length <= 100

const tagIn = (c: Context<App>): Subject | undefined => {
  const tag = c.req.param('tag') ?? ''
  return isTag(tag) ? { tag } : undefined
}

/** Tags are in lower case; other spellings redirect. */
tagLists.get('/:tag/', (c) => {
  const tag = c.req.param('tag')
  const lowerCase = tag.toLowerCase()
  return tag !== lowerCase && isTag(lowerCase)
    ? c.redirect(c.var.hub.paths.tag(lowerCase), 301)
    : showListOf(c, tagIn(c))
})
tagLists.get('/:tag/:number{[1-9]\\d{0,4}}/', (c) => showListOf(c, tagIn(c)))
