import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { App } from '../../env'
import { writeAtomFeed } from '../../lib/atom'
import { withDeadline } from '../../lib/with-deadline'
import { fetchPage } from '../../http/assets'
import { cachedForAll } from '../../http/page-cache'
import { showMissing } from '../../http/layout'
import { showUnavailable } from '../../http/unavailable'
import { openSpaces } from '../../accounts/access/rules'
import {
  entriesIn,
  FEED_LENGTH,
  type FeedEntry,
  lastChange,
  mergeEntries,
  newestFirst,
} from './feed.rules'
import { tagUri, topicEntry, topicItem } from './feed-entry.view'
import { findScheduled, scheduledEntries } from './scheduled-posts.queries'
import { listTopics } from './queries'
import { readConversationList } from './read-list.queries'
import { postsOf, type Subject } from './rules'
import { logError } from '../../http/log-error'

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' }
const JSON_FEED = { 'content-type': 'application/feed+json; charset=utf-8' }

/** The topics of open spaces only, because feed readers do not sign in. */
const findTopics = ({ var: { db, hub } }: Context<App>, subject: Subject) =>
  withDeadline(
    'read',
    Promise.resolve(
      listTopics(db, {
        subject,
        order: 'newest',
        spaces: openSpaces(hub),
        limit: FEED_LENGTH,
        isWhole: true,
      }),
    ),
  )

/**
 * The Atom feed of all conversations or of a kind; posts only while the database is unavailable.
 */
export const showFeed = (c: Context<App>, subject: Subject): Promise<Response> =>
  cachedForAll(c, async (outcome) => {
    const finding = findTopics(c, subject)
    const address = subject.kind ? c.var.hub.paths.kindFeed(subject.kind) : c.var.hub.paths.feed()
    const [built, scheduled, topics] = await Promise.all([
      fetchPage(c.env, address),
      scheduledEntries({ env: c.env, hub: c.var.hub }, postsOf(c.var.hub, subject)),
      finding.catch((error: unknown) => {
        outcome.hasFailedSlot = true
        logError(c, 'the database is unavailable, so a feed has only posts', error)
        return []
      }),
    ])
    if (!built.ok) return showMissing(c)
    const entries = topics.map((row) => topicEntry(c.var.hub, row))
    const text = mergeEntries(await built.text(), [...scheduled, ...entries])
    return new Response(text, { headers: ATOM })
  })

interface JsonFeed {
  items: { date_published: string }[]
}

/** The JSON Feed 1.1 of all conversations; posts only while the database is unavailable. */
export const showJsonFeed = (c: Context<App>): Promise<Response> =>
  cachedForAll(c, async (outcome) => {
    const { env } = c
    const { hub } = c.var
    const [built, scheduled, topics] = await Promise.all([
      fetchPage(env, hub.paths.jsonFeed()),
      findScheduled({ env, hub }, postsOf(hub, {})),
      findTopics(c, {}).catch((error: unknown) => {
        outcome.hasFailedSlot = true
        logError(c, 'the database is unavailable, so a feed has only posts', error)
        return []
      }),
    ])
    if (!built.ok) return showMissing(c)
    const feed: JsonFeed = await built.json()
    const added = [
      ...scheduled.map(([, { item }]) => item),
      ...topics.map((row) => topicItem(hub, row)),
    ]
    const items = [...feed.items, ...added]
      .toSorted((one, other) => Date.parse(other.date_published) - Date.parse(one.date_published))
      .slice(0, FEED_LENGTH)
    return new Response(JSON.stringify({ ...feed, items }), { headers: JSON_FEED })
  })

const unansweredFeed = (hub: Hub, entries: FeedEntry[]): string => {
  const { origin } = new URL(hub.url)
  const head = {
    id: tagUri(hub, 'unanswered'),
    title: `${hub.name} ${hub.title}: Unanswered questions`,
    language: hub.language,
    url: origin + hub.paths.unanswered(),
    feedUrl: origin + hub.paths.unansweredFeed(),
    author: { name: hub.name, url: hub.url },
  }
  return writeAtomFeed(
    head,
    entries.map(({ text }) => text.trim()),
    lastChange(entries),
  )
}

/** The Atom feed of unanswered questions; of posts, only those in the static feed of questions. */
export const showUnansweredFeed = (c: Context<App>): Promise<Response> =>
  cachedForAll(c, async () => {
    const { db, hub } = c.var
    const subject = { kind: 'question', isUnanswered: true } as const
    const spaces = openSpaces(hub)
    try {
      const [built, scheduled, topics, { entries }] = await Promise.all([
        fetchPage(c.env, hub.paths.kindFeed('question')),
        scheduledEntries({ env: c.env, hub: c.var.hub }, postsOf(hub, subject)),
        findTopics(c, subject),
        withDeadline(
          'read',
          readConversationList(db, hub, { subject, spaces, order: 'newest', most: FEED_LENGTH }),
        ),
      ])
      const open = new Set(entries.map(({ id }) => tagUri(hub, id)))
      const inBuild = entriesIn(built.ok ? await built.text() : '')
      const posts = [...inBuild, ...scheduled].filter(({ id }) => open.has(id))
      const questions = topics.map((row) => topicEntry(hub, row))
      return new Response(unansweredFeed(hub, newestFirst([...posts, ...questions])), {
        headers: ATOM,
      })
    } catch (error) {
      logError(c, 'a feed is unavailable', error)
      return showUnavailable(c)
    }
  })
