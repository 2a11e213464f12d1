import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import type { App } from '../../env'
import { fetchFile, fetchPage } from '../../http/assets'
import { showMissing } from '../../http/layout'
import { cached } from '../../http/page-cache'
import { isSampledView } from '../../http/visit-filter'
import { isAuthor, withScheduled } from '../lists/scheduled-posts.slot'
import { fillCounts } from './counts.slot'

/** Lists of posts only, below the base; `pages/lists` has those with topics. */
const POST_LISTS = /^\/people\/([^/]*)\/(\d+)\/$/

/** A static page with a list, with scheduled posts and counts filled in. */
const showList = (c: Context<App>, path: string, [handle = '', number]: string[]) =>
  cached(c, [], async (outcome) => {
    const { env } = c
    const { hub } = c.var
    const page = await fetchPage(env, path)
    // A redirect of the file server, to another spelling of the path, has no page either.
    if (!page.ok) return showMissing(c)
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    const list = { isOf: isAuthor(handle), number: Number(number) }
    const listed = await withScheduled({ env, hub }, page, list)
    return fillCounts(c, new Response(listed.body, { headers }), outcome)
  })

/** The path as the file server decodes it. */
const decode = (path: string) => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Whether the path is a file of the build that only the Worker may read. */
const isHidden = (path: string, { guarded }: Hub) =>
  ['/hub.json', '/search.json'].includes(decode(path)) ||
  (guarded !== undefined && decode(path).includes(guarded))

/** Whether the path is a page of the hub, not a file, and lacks its trailing slash. */
const lacksSlash = (paths: Paths, path: string) => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return `${path}/`.startsWith(paths.base) && /^[^_.][^.]*$/.test(name)
}

/** Serves static pages and files; pages with lists get their counts. */
export const showStatic = async (c: Context<App>): Promise<Response> => {
  const { pathname, search } = new URL(c.req.url)
  const { hub } = c.var
  if (isHidden(pathname, hub)) return showMissing(c)
  if (pathname === '/' && hub.base !== '/') return c.redirect(hub.base, 302)
  // `/robots.txt` belongs to the host; this request only reaches a hub that has the host to itself.
  if (pathname === '/robots.txt')
    return fileOrMissing(c, await fetchPage(c.env, `${hub.base}robots.txt`))
  // Not in development, where modules have addresses without a dot. Two leading slashes would name
  // another host.
  if (lacksSlash(hub.paths, pathname) && !c.env.SITE_DEV)
    return c.redirect(`/${pathname.replace(/^\/+/, '')}/${search}`, 301)
  const list = POST_LISTS.exec(c.req.path)
  if (list) return showList(c, pathname, list.slice(1))
  if (pathname === hub.paths.elsewhere()) countNetworks(c)
  return fileOrMissing(c, await fetchFile(c.env, c.req.raw))
}

/** Counts the view of the page of networks, which is a static file. */
const countNetworks = (c: Context<App>) => {
  const networks = c.var.hub.networks.map(({ id }) => id)
  if (isSampledView(c)) c.var.countView({ page: 'elsewhere', offers: [], networks })
}

const fileOrMissing = (c: Context<App>, file: Response) =>
  file.status === 404 ? showMissing(c) : new Response(file.body, file)

/** Answers what no room handles: with the static file, or with the 404 page. */
export const showStaticOrMissing = (c: Context<App>): Promise<Response> | Response =>
  c.req.method === 'POST' ? showMissing(c) : showStatic(c)
