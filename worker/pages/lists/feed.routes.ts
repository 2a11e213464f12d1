import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { pageOfList } from '../../../site/contract/limits'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { fetchPage } from '../../http/assets'
import { throughEdge } from '../../http/page-cache'
import { showMissing, showUnavailable } from '../../http/layout'
import { openSpaces } from '../../accounts/access/rules'
import { type FeedEntry, tagUri, topicEntry, topicItem } from './feed-entry.view'
import { findScheduled } from './scheduled-posts.queries'
import { listTopics } from './queries'
import { readConversationList } from './read-list.queries'
import { postsOf, type Subject } from './rules'

/** Conversations in a feed, as the build has them of posts. */
const FEED = pageOfList

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' }
const JSON_FEED = { 'content-type': 'application/feed+json; charset=utf-8' }

/** Nobody signs in to a feed reader: it holds what anybody may read. */
const findTopics = ({ var: { db, hub } }: Context<App>, subject: Subject) =>
  withDeadline(
    'read',
    Promise.resolve(
      listTopics(db, {
        subject,
        order: 'newest',
        spaces: openSpaces(hub),
        limit: FEED,
        isWhole: true,
      }),
    ),
  )

const newestFirst = (entries: FeedEntry[]) =>
  entries.toSorted((one, other) => other.publishedAt - one.publishedAt).slice(0, FEED)

/** The entries of a feed that was built. */
const entriesIn = (feed: string): FeedEntry[] =>
  (feed.match(/<entry>[\s\S]*?<\/entry>/g) ?? []).map((text) => ({
    text,
    id: /<id>([^<]*)<\/id>/.exec(text)?.[1] ?? '',
    publishedAt: Date.parse(/<published>([^<]*)<\/published>\s*<\/entry>$/.exec(text)?.[1] ?? ''),
    changedAt: Date.parse(/<updated>([^<]*)<\/updated>/.exec(text)?.[1] ?? ''),
  }))

const lastChange = (entries: readonly FeedEntry[]) =>
  new Date(Math.max(0, ...entries.map(({ changedAt }) => changedAt))).toISOString()

/** The entries of posts that a built feed has not. */
export const scheduledEntries = async (
  { env, var: { hub } }: Context<App>,
  posts: readonly Conversation[],
): Promise<FeedEntry[]> =>
  (await findScheduled({ env, hub }, posts)).flatMap(([, { entry }]) => entriesIn(entry))

/** A built feed with others among its entries: the newest of all. */
export const withMore = (feed: string, more: FeedEntry[]): string => {
  if (more.length === 0) return feed
  const entries = newestFirst([...entriesIn(feed), ...more])
  const head = feed.replace(/\s*(?:<entry>[\s\S]*<\/entry>\s*)?<\/feed>\s*$/, '')
  return `${head.replace(/<updated>[^<]*<\/updated>/, `<updated>${lastChange(entries)}</updated>`)}
    ${entries.map(({ text }) => text.trim()).join('\n    ')}
</feed>`
}

/** The feed of everything or of a kind; while the database does not answer, of its posts. */
export const showFeed = (c: Context<App>, subject: Subject): Promise<Response> =>
  throughEdge(c, [], async (outcome) => {
    const finding = findTopics(c, subject)
    const address = subject.kind ? c.var.hub.paths.kindFeed(subject.kind) : c.var.hub.paths.feed()
    const [built, late, topics] = await Promise.all([
      fetchPage(c.env, address),
      scheduledEntries(c, postsOf(c.var.hub, subject)),
      finding.catch((error: unknown) => {
        outcome.rested = true
        console.error('a feed has posts alone:', error)
        return []
      }),
    ])
    if (!built.ok) return showMissing(c)
    const entries = await Promise.all(topics.map((row) => topicEntry(c.var.hub, row)))
    const text = withMore(await built.text(), [...late, ...entries])
    return new Response(text, { headers: ATOM })
  })

interface JsonFeed {
  items: { date_published: string }[]
}

/** The same of everything, as JSON Feed 1.1. */
export const showJsonFeed = (c: Context<App>): Promise<Response> =>
  throughEdge(c, [], async (outcome) => {
    const { env } = c
    const { hub } = c.var
    const [built, late, topics] = await Promise.all([
      fetchPage(env, hub.paths.jsonFeed()),
      findScheduled({ env, hub }, postsOf(hub, {})),
      findTopics(c, {}).catch((error: unknown) => {
        outcome.rested = true
        console.error('a feed has posts alone:', error)
        return []
      }),
    ])
    if (!built.ok) return showMissing(c)
    const feed: JsonFeed = await built.json()
    const added = [...late.map(([, { item }]) => item), ...topics.map((row) => topicItem(hub, row))]
    const items = [...feed.items, ...added]
      .toSorted((one, other) => Date.parse(other.date_published) - Date.parse(one.date_published))
      .slice(0, FEED)
    return new Response(JSON.stringify({ ...feed, items }), { headers: JSON_FEED })
  })

const unansweredFeed = async (hub: Hub, entries: FeedEntry[]): Promise<string> => {
  const { origin } = new URL(hub.url)
  const head = await html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${hub.language}">
    <id>${tagUri(hub, 'unanswered')}</id>
    <title>${hub.name} ${hub.title}: Unanswered questions</title>
    <updated>${lastChange(entries)}</updated>
    <author><name>${hub.name}</name><uri>${hub.url}</uri></author>
    <link rel="alternate" href="${origin}${hub.paths.unanswered()}" />
    <link rel="self" type="application/atom+xml" href="${origin}${hub.paths.unansweredFeed()}"
  /></feed>`
  const texts = entries.map(({ text }) => text.trim()).join('\n    ')
  return `<?xml version="1.0" encoding="utf-8"?>\n${head}\n    ${texts}\n</feed>\n`
}

/** The questions that nobody has settled; of posts, those that the feed of questions has. */
export const showUnansweredFeed = (c: Context<App>): Promise<Response> =>
  throughEdge(c, [], async () => {
    const { db, hub } = c.var
    const subject = { kind: 'question', isUnanswered: true } as const
    const spaces = openSpaces(hub)
    try {
      const [built, late, topics, { entries }] = await Promise.all([
        fetchPage(c.env, hub.paths.kindFeed('question')),
        scheduledEntries(c, postsOf(hub, subject)),
        findTopics(c, subject),
        withDeadline(
          'read',
          readConversationList(db, hub, { subject, spaces, order: 'newest', most: FEED }),
        ),
      ])
      const open = new Set(entries.map(({ id }) => tagUri(hub, id)))
      const kept = entriesIn(built.ok ? await built.text() : '')
      const posts = [...kept, ...late].filter(({ id }) => open.has(id))
      const asked = await Promise.all(topics.map((row) => topicEntry(hub, row)))
      return new Response(await unansweredFeed(hub, newestFirst([...posts, ...asked])), {
        headers: ATOM,
      })
    } catch (error) {
      console.error('a feed rests:', error)
      return showUnavailable(c)
    }
  })
