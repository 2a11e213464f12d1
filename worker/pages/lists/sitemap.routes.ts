import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { fetchPage } from '../../http/assets'
import { cachedForAll } from '../../http/page-cache'
import { showMissing } from '../../http/layout'
import { showUnavailable } from '../../http/unavailable'
import { openSpaces } from '../../accounts/access/rules'
import { scheduledPosts } from './scheduled-posts.queries'
import { countSitemapPages, listForSitemap } from './queries'
import { logError } from '../../http/log-error'

const XML = { 'content-type': 'application/xml; charset=utf-8' }

const xml = (root: string, entries: string) =>
  new Response(
    `<?xml version="1.0" encoding="utf-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries}</${root}>\n`,
    { headers: XML },
  )

const originOf = ({ var: { hub } }: Context<App>) => new URL(hub.url).origin

const showSitemapUnavailable = (c: Context<App>, error: unknown) => {
  logError(c, 'the sitemap of topics is unavailable', error)
  return showUnavailable(c)
}

/** The entries of the topics’ sitemaps in an index. */
const indexEntries = async (c: Context<App>): Promise<string> => {
  const { db, hub } = c.var
  const pages = await withDeadline('read', countSitemapPages(db))
  const address = (_: unknown, i: number) =>
    `<sitemap><loc>${originOf(c)}${hub.paths.topicsSitemapPage(i + 1)}</loc></sitemap>`
  return Array.from({ length: pages }, address).join('\n')
}

/** The index of the topics’ sitemaps. */
export const showTopicsIndex = (c: Context<App>): Promise<Response> =>
  cachedForAll(c, () =>
    indexEntries(c).then(
      (entries) => xml('sitemapindex', entries),
      (error: unknown) => showSitemapUnavailable(c, error),
    ),
  )

/**
 * The index of all sitemaps, which may not name another index: in place of that of the topics it has
 * their sitemaps. While the database is unavailable it is as it was built.
 */
export const showSitemapIndex = (c: Context<App>): Promise<Response> =>
  cachedForAll(c, async (outcome) => {
    const { paths } = c.var.hub
    const finding = indexEntries(c).catch((error: unknown) => {
      outcome.hasFailedSlot = true
      logError(c, 'the database is unavailable, so the sitemap index is as built', error)
      return '$&'
    })
    const built = await fetchPage(c.env, paths.sitemap())
    if (!built.ok) return showMissing(c)
    const text = await built.text()
    const entry = `<sitemap><loc>${originOf(c)}${paths.topicsSitemap()}</loc></sitemap>`
    return new Response(text.replace(entry, await finding), { headers: XML })
  })

const entryOf = (url: string, changed: Date | null) => {
  const at = changed?.toISOString() ?? ''
  return html`<url><loc>${url}</loc><lastmod>${at}</lastmod></url>`
}

/**
 * A sitemap of public topics with the times of their last changes; the first also has the scheduled
 * posts published after the build.
 */
export const showTopicsSitemap = (c: Context<App>, number: number): Promise<Response> =>
  cachedForAll(c, async () => {
    const { db, hub } = c.var
    const origin = originOf(c)
    try {
      const finding = Promise.all([
        countSitemapPages(db),
        listForSitemap(db, openSpaces(hub), number),
      ])
      const [pages, topics] = await withDeadline('sitemap', finding)
      if (number > pages) return showMissing(c)
      const entries = await Promise.all([
        ...(number === 1 ? scheduledPosts(hub) : []).map((post) =>
          entryOf(origin + hub.paths.conversation(post), new Date(post.changedAt)),
        ),
        ...topics.map(({ id, slug, startedAt, lastCommentAt }) =>
          entryOf(
            origin + hub.paths.conversation({ id, slug: slug ?? '' }),
            lastCommentAt ?? startedAt,
          ),
        ),
      ])
      return xml('urlset', entries.join('\n'))
    } catch (error) {
      return showSitemapUnavailable(c, error)
    }
  })
