import { conversationOf } from '../contract/conversation'
import type { Kind } from '../contract/vocabulary'
import { absolute } from '../hub/absolute'
import { makeContainer } from '../hub/container'
import { hub, paths, people } from '../hub/settings'
import { kindNames } from '../posts/kinds'
import { listPosts, permanentId, type Post } from '../posts/list'
import { changedAt, summaryOf } from '../posts/text'
import { cleanForFeed, withoutXmlControls } from './clean'
import Entry from './Entry.astro'

/** The number of posts in a feed. Only these are rendered a second time. */
const NEWEST = 30

/** A post as data for any feed format. */
export interface FeedEntry {
  /** Permanent, whatever its address becomes. */
  id: string
  url: string
  title: string
  summary: string
  html: string
  authors: { name: string; url: string }[]
  /** Its kind, then its tags. */
  categories: { term: string; label: string }[]
  publishedAt: Date
  changedAt: Date
}

/** What a feed is about; everything by default. */
export interface Subject {
  kind?: Kind
  /** The handle of an author. */
  author?: string
}

/** The newest posts of a subject. */
export const listEntries = async ({ kind, author }: Subject = {}): Promise<FeedEntry[]> => {
  const posts = await listPosts()
  const chosen = posts.filter(
    ({ data }) => (!kind || data.kind === kind) && (!author || data.authors.includes(author)),
  )
  return Promise.all(chosen.slice(0, NEWEST).map(entryOf))
}

/**
 * A permanent id, independent of the address of a post and of the hub's path: a tag URI (RFC 4151) of
 * the hub's host.
 */
export const permanentName = (what: string) => `tag:${new URL(hub.url).hostname},2026:${what}`

const known = new Map<string, Promise<FeedEntry>>()

/** Memoized: a post is in the hub's feed and in that of its kind. */
export const entryOf = (post: Post): Promise<FeedEntry> => {
  const entry = known.get(post.id) ?? render(post)
  if (!import.meta.env.DEV) known.set(post.id, entry)
  return entry
}

const render = async (post: Post): Promise<FeedEntry> => {
  const url = absolute(paths.post(post.id))
  const container = await makeContainer()
  const html = await container.renderToString(Entry, { props: { post } })
  return {
    id: permanentName(conversationOf(permanentId(post))),
    url,
    title: withoutXmlControls(post.data.title),
    summary: withoutXmlControls(summaryOf(post)),
    html: cleanForFeed(html, url).trim(),
    authors: post.data.authors.map((handle) => ({
      name: withoutXmlControls(people[handle]?.name ?? handle),
      url: absolute(paths.person(handle)),
    })),
    categories: [
      { term: post.data.kind, label: kindNames[post.data.kind].one },
      ...post.data.tags.map((tag) => ({ term: tag, label: tag })),
    ],
    publishedAt: post.data.date,
    changedAt: changedAt(post),
  }
}
