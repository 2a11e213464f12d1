import { absolute } from '../hub/absolute'
import { hub, paths } from '../hub/settings'
import { feedTitle } from './atom'
import { withoutXmlControls } from './clean'
import { type FeedEntry, listEntries } from './entries'

/** The hub's feed as JSON Feed 1.1, which the library for Atom does not support. */
export const jsonFeed = async (): Promise<Response> => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle(),
    home_page_url: absolute(paths.home()),
    feed_url: absolute(paths.jsonFeed()),
    ...(hub.tagline && { description: withoutXmlControls(hub.tagline) }),
    language: hub.language,
    authors: [{ name: hub.name, url: absolute(paths.home()) }],
    items: (await listEntries()).map(jsonItem),
  }
  return new Response(JSON.stringify(feed), {
    headers: { 'content-type': 'application/feed+json; charset=utf-8' },
  })
}

/** A post as an item of a JSON Feed. */
export const jsonItem = (entry: FeedEntry) => ({
  id: entry.id,
  url: entry.url,
  title: entry.title,
  summary: entry.summary,
  content_html: entry.html,
  date_published: entry.publishedAt.toISOString(),
  date_modified: entry.changedAt.toISOString(),
  authors: entry.authors,
  tags: entry.categories.map(({ term }) => term),
})
