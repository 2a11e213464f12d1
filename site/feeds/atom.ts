import { Feed } from 'feed'
import type { Kind } from '../contract/vocabulary'
import { absolute } from '../hub/absolute'
import { hub, paths, people } from '../hub/settings'
import { kindNames } from '../posts/kinds'
import { withoutXmlControls } from './clean'
import { type FeedEntry, listEntries, permanentName, type Subject } from './entries'

/** The Atom feed of the hub, or of one kind, or of one person. */
export const atomFeed = async (subject: Subject = {}): Promise<Response> => {
  const entries = await listEntries(subject)
  const feed = new Feed({
    ...headOf(subject),
    description: withoutXmlControls(hub.tagline ?? ''),
    author: { name: withoutXmlControls(hub.name), link: absolute(paths.home()) },
    updated: newest(entries),
    generator: 'Porchlight',
  })
  for (const entry of entries) feed.addItem(itemOf(entry))
  return new Response(feed.atom1(), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  })
}

/** One entry as an Atom fragment. */
export const atomEntry = (entry: FeedEntry): string => {
  const feed = new Feed({ ...headOf({}), updated: entry.changedAt })
  feed.addItem(itemOf(entry))
  return /<entry>[\s\S]*<\/entry>/.exec(feed.atom1())?.[0] ?? ''
}

const headOf = ({ kind, author }: Subject) => {
  if (author)
    return {
      id: permanentName(`person:${author}`),
      title: withoutXmlControls(`${people[author]?.name ?? author} at ${feedTitle()}`),
      link: absolute(paths.person(author)),
      feed: absolute(paths.personFeed(author)),
    }
  return {
    id: permanentName(kind ? `kind:${kind}` : 'hub'),
    title: feedTitle(kind),
    link: absolute(kind ? paths.kind(kind) : paths.home()),
    feed: absolute(kind ? paths.kindFeed(kind) : paths.feed()),
  }
}

/** `feedTitle('idea') // => 'Northgate Cycles Community: Ideas'` */
export const feedTitle = (kind?: Kind) =>
  withoutXmlControls(`${hub.name} ${hub.title}${kind ? `: ${kindNames[kind].all}` : ''}`)

/** The last change in the feed, instead of the build time, so that an unchanged hub builds an unchanged feed. */
const newest = (entries: FeedEntry[]) =>
  new Date(Math.max(0, ...entries.map(({ changedAt }) => Number(changedAt))))

const itemOf = ({ categories, ...entry }: FeedEntry) => ({
  id: entry.id,
  link: entry.url,
  // The library marks titles and summaries as HTML, and ours are text.
  title: escapeHtml(entry.title),
  description: escapeHtml(entry.summary),
  content: entry.html,
  author: entry.authors.map(({ name, url }) => ({ name, link: url })),
  category: categories.map(({ term, label }) => ({ term, name: label })),
  published: entry.publishedAt,
  date: entry.changedAt,
})

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
