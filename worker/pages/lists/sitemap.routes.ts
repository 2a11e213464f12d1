import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { cached } from '../../http/page-cache'
import { showUnavailable } from '../../http/unavailable'
import { openSpaces } from '../../accounts/access/rules'
import { scheduledPosts } from './scheduled-posts.queries'
import { listForSitemap } from './queries'
import { logError } from '../../http/log-error'

const XML = { 'content-type': 'application/xml; charset=utf-8' }

const entryOf = (url: string, changed: Date | null) => {
  const at = changed?.toISOString() ?? ''
  return html`<url><loc>${url}</loc><lastmod>${at}</lastmod></url>`
}

/**
 * The sitemap of public topics and of scheduled posts published after the build, with the times of
 * their last changes.
 */
export const showTopicsSitemap = (c: Context<App>): Promise<Response> =>
  cached(c, [], async () => {
    const { db, hub } = c.var
    const { origin } = new URL(hub.url)
    try {
      const topics = await withDeadline(
        'sitemap',
        Promise.resolve(listForSitemap(db, openSpaces(hub))),
      )
      const entries = await Promise.all([
        ...scheduledPosts(hub).map((post) =>
          entryOf(origin + hub.paths.conversation(post), new Date(post.changedAt)),
        ),
        ...topics.map(({ id, slug, startedAt, lastCommentAt }) =>
          entryOf(
            origin + hub.paths.conversation({ id, slug: slug ?? '' }),
            lastCommentAt ?? startedAt,
          ),
        ),
      ])
      const urls = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('\n')}</urlset>`
      return new Response(`<?xml version="1.0" encoding="utf-8"?>\n${urls}\n`, { headers: XML })
    } catch (error) {
      logError(c, 'the sitemap of topics is unavailable', error)
      return showUnavailable(c)
    }
  })
