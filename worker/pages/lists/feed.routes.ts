import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { LIST_PAGE_SIZE } from '../../../site/contract/limits'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { fetchPage } from '../../http/assets'
import { cached } from '../../http/page-cache'
import { showMissing, showUnavailable } from '../../http/layout'
import { openSpaces } from '../../accounts/access/rules'
import { type FeedEntry, tagUri, topicEntry, topicItem } from './feed-entry.view'
import { findScheduled } from './scheduled-posts.queries'
import { listTopics } from './queries'
import { readConversationList } from './read-list.queries'
import { postsOf, type Subject } from './rules'

/** Entries in a feed, as many as the build puts into those of posts. */
const FEED = LIST_PAGE_SIZE

const ATOM = { 'content-type': 'application/atom+xml; charset=utf-8' }
const JSON_FEED = { 'content-type': 'application/feed+json; charset=utf-8' }

/** Feed readers do not sign in: only topics of open spaces. */
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

/** The entries of a static Atom feed. */
const entriesIn = (feed: string): FeedEntry[] =>
  (feed.match(/<entry>[\s\S]*?<\/entry>/g) ?? []).map((text) => ({
    text,
    id: /<id>([^<]*)<\/id>/.exec(text)?.[1] ?? '',
    publishedAt: Date.parse(/<published>([^<]*)<\/published>\s*<\/entry>$/.exec(text)?.[1] ?? ''),
    changedAt: Date.parse(/<updated>([^<]*)<\/updated>/.exec(text)?.[1] ?? ''),
  }))

const lastChange = (entries: readonly FeedEntry[]) =>
  new Date(Math.max(0, ...entries.map(({ changedAt }) => changedAt))).toISOString()

/** Entries of scheduled posts published after the build. */
export const scheduledEntries = async (
  { env, var: { hub } }: Context<App>,
  posts: readonly Conversation[],
): Promise<FeedEntry[]> =>
  (await findScheduled({ env, hub }, posts)).flatMap(([, { entry }]) => entriesIn(entry))

/** The static feed with these entries merged in, cut to the newest. */
export const mergeEntries = (feed: string, more: FeedEntry[]): string => {
  if (more.length === 0) return feed
  const entries = newestFirst([...entriesIn(feed), ...more])
  const head = feed.replace(/\s*(?:<entry>[\s\S]*<\/entry>\s*)?<\/feed>\s*$/, '')
  return `${head.replace(/<updated>[^<]*<\/updated>/, `<updated>${lastChange(entries)}</updated>`)}
    ${entries.map(({ text }) => text.trim()).join('\n    ')}
</feed>`
}

/**
 * The Atom feed of all conversations or of a kind; posts only while the database is unavailable.
 */
export const showFeed = (c: Context<App>, subject: Subject): Promise<Response> =>
  cached(c, [], async (outcome) => {
    const finding = findTopics(c, subject)
    const address = subject.kind ? c.var.hub.paths.kindFeed(subject.kind) : c.var.hub.paths.feed()
    const [built, late, topics] = await Promise.all([
      fetchPage(c.env, address),
      scheduledEntries(c, postsOf(c.var.hub, subject)),
      finding.catch((error: unknown) => {
        outcome.hasFailedSlot = true
        console.error('the database is unavailable, so a feed has only posts:', error)
        return []
      }),
    ])
    if (!built.ok) return showMissing(c)
    const entries = topics.map((row) => topicEntry(c.var.hub, row))
    const text = mergeEntries(await built.text(), [...late, ...entries])
    return new Response(text, { headers: ATOM })
  })

interface JsonFeed {
  items: { date_published: string }[]
}

/** The JSON Feed 1.1 of all conversations; posts only while the database is unavailable. */
export const showJsonFeed = (c: Context<App>): Promise<Response> =>
  cached(c, [], async (outcome) => {
    const { env } = c
    const { hub } = c.var
    const [built, late, topics] = await Promise.all([
      fetchPage(env, hub.paths.jsonFeed()),
      findScheduled({ env, hub }, postsOf(hub, {})),
      findTopics(c, {}).catch((error: unknown) => {
        outcome.hasFailedSlot = true
        console.error('the database is unavailable, so a feed has only posts:', error)
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

const unansweredFeed = (hub: Hub, entries: FeedEntry[]): string => {
  const { origin } = new URL(hub.url)
  const head = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${hub.language}">
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

/** The Atom feed of unanswered questions; of posts, those that the static feed of questions has. */
export const showUnansweredFeed = (c: Context<App>): Promise<Response> =>
  cached(c, [], async () => {
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
      const inBuild = entriesIn(built.ok ? await built.text() : '')
      const posts = [...inBuild, ...late].filter(({ id }) => open.has(id))
      const asked = topics.map((row) => topicEntry(hub, row))
      return new Response(unansweredFeed(hub, newestFirst([...posts, ...asked])), {
        headers: ATOM,
      })
    } catch (error) {
      console.error('a feed is unavailable:', error)
      return showUnavailable(c)
    }
  })
