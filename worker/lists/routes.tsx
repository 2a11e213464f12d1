import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { isOpen, kinds, newestOnFront } from '../../site/contract'
import type { App } from '../env'
import { showMissing } from '../shell/frame'
import { showUnanswered } from './alone'
import { showFeed, showJsonFeed, showUnansweredFeed } from './feeds'
import { showList } from './page'
import type { Subject } from './rules'
import { showTopicsSitemap } from './sitemap'

/*
 * Every list of conversations: posts as the build put them on its pages, and among them the topics
 * that whoever asks may read.
 */
export const lists = new Hono<App>()

lists.get('/', (c) => showList(c, { subject: {}, most: newestOnFront, level: 3, isPaged: false }))
// Whoever reads feeds asks often, and mostly for nothing new.
const unlessKnown = etag()

lists.get('/feed.xml', unlessKnown, (c) => showFeed(c, {}))
lists.get('/feed.json', unlessKnown, (c) => showJsonFeed(c))
lists.get('/sitemap-topics.xml', (c) => showTopicsSitemap(c))
lists.get('/kinds/question/unanswered/', (c) => showUnanswered(c))
lists.get('/kinds/question/unanswered/feed.xml', unlessKnown, (c) => showUnansweredFeed(c))

const kindIn = (c: Context<App>): Subject | undefined => {
  const kind = kinds.find((each) => each === c.req.param('kind'))
  return kind && { kind }
}

/** Whether it is a tag as people may write it: anything else is never asked for. */
const isTag = (tag: string) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(tag) && tag.length <= 100

const tagIn = (c: Context<App>): Subject | undefined => {
  const tag = c.req.param('tag') ?? ''
  return isTag(tag) ? { tag } : undefined
}

/** Tags have small letters, however somebody typed the address. */
lists.get('/tags/:tag/', (c, next) => {
  const tag = c.req.param('tag')
  const small = tag.toLowerCase()
  return tag !== small && isTag(small) ? c.redirect(c.var.hub.paths.tag(small), 301) : next()
})

/** A space that everybody may read; the page of any other says how to be let in. */
const spaceIn = (c: Context<App>): Subject | undefined => {
  const { spaces, levels } = c.var.hub
  const space = spaces.find(({ id }) => id === c.req.param('space'))
  return space && isOpen(space, levels) ? { space: space.id } : undefined
}

lists.get('/kinds/:kind/feed.xml', unlessKnown, (c) => {
  const subject = kindIn(c)
  return subject ? showFeed(c, subject) : showMissing(c)
})

for (const [path, subjectIn] of [
  ['/kinds/:kind/', kindIn],
  ['/tags/:tag/', tagIn],
  ['/spaces/:space/', spaceIn],
] as const) {
  lists.get(path, (c, next) => {
    const subject = subjectIn(c)
    return subject ? showList(c, { subject }) : next()
  })
  lists.get(`${path}:number{[1-9]\\d{0,4}}/`, (c, next) => {
    const subject = subjectIn(c)
    const number = Number(c.req.param('number'))
    return subject && number > 1 ? showList(c, { subject, number }) : next()
  })
}
