import type { Context } from 'hono'
import type { App } from '../../env'
import { withScheduled } from '../lists/scheduled-posts.slot'
import { fetchPage } from '../../http/assets'

const HTML_HEADERS = { 'content-type': 'text/html; charset=utf-8' }

/** The list of newest posts on the 404 page. */
const newest = { isOf: () => true, number: 1, most: 3 }

/** The 404 page, with a sign-in link that returns to this address. */
export const showNotFound = async (c: Context<App>) => {
  const { env } = c
  const { hub } = c.var
  const built = await fetchPage(env, `${hub.paths.home()}404/`)
  const page = await withScheduled({ env, hub }, built, newest)
  const missing = new Response(page.body, { status: 404, headers: HTML_HEADERS })
  if (c.req.method !== 'GET') return missing
  // A signed-in viewer may see what a visitor gets a 404 for.
  const { pathname, search } = new URL(c.req.url)
  const signIn = hub.paths.signIn({ returnTo: pathname + search })
  return new HTMLRewriter()
    .on('a[data-returns]', { element: (link) => void link.setAttribute('href', signIn) })
    .transform(missing)
}
