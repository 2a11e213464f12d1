import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { slots } from '../../../site/contract/slots'
import { listConversationCounts } from '../../discussion/conversations/queries'
import { type ConversationCounts, countsInWords } from '../../discussion/conversations/messages'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { isAuthor, withScheduled } from '../lists/scheduled-posts.slot'
import { isSampledView } from '../../http/visit-filter'
import { fetchFile, fetchPage } from '../../http/assets'
import { type PageOutcome } from '../../http/slots'
import { cached } from '../../http/page-cache'
import { showMissing } from '../../http/layout'
import { streamHtml } from '../../http/stream-html'

type AllCounts = ReadonlyMap<string, ConversationCounts>

const none: AllCounts = new Map()

/** The counts of a whole list, in one query. If it fails, the list stays static, without counts. */
const findCounts = (c: Context<App>, ids: string, outcome: PageOutcome): Promise<AllCounts> => {
  const known = ids.split(' ').filter((id) => Object.hasOwn(c.var.hub.conversations, id))
  if (known.length === 0) return Promise.resolve(none)
  return withDeadline('read', Promise.resolve(listConversationCounts(c.var.db, known))).then(
    (rows) => new Map(rows.map((row) => [row.id, row])),
    (error: unknown) => {
      outcome.hasFailedSlot = true
      console.error('a list is unavailable:', error)
      return none
    },
  )
}

/** The page with the comment counts of its lists, filled in while it streams. */
export const fillCounts = (c: Context<App>, page: Response, outcome: PageOutcome): Response => {
  let counts = Promise.resolve(none)
  return new HTMLRewriter()
    .on(slots.list, {
      element: (list) => {
        counts = findCounts(c, list.getAttribute('data-conversations') ?? '', outcome)
      },
    })
    .on(slots.count, {
      element: (element) => {
        const id = element.getAttribute('data-conversation') ?? ''
        const drawing = counts.then((counts) => countsInWords(c.var.hub.language, counts.get(id)))
        element.setInnerContent(
          streamHtml(drawing, '', () => undefined),
          { html: true },
        )
      },
    })
    .transform(page)
}

/** Lists of posts only, below the base; `pages/lists` has those with topics. */
const LISTS = /^\/people\/([^/]*)\/(\d+)\/$/

/** A static page with a list, with scheduled posts and counts filled in. */
const showList = (c: Context<App>, path: string, [handle = '', number]: string[]) =>
  cached(c, [], async (outcome) => {
    const { env } = c
    const { hub } = c.var
    const page = await fetchPage(env, path)
    if (page.status === 404) return showMissing(c)
    if (!page.ok) return page
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    const list = { isOf: isAuthor(handle), number: Number(number) }
    const listed = await withScheduled({ env, hub }, page, list)
    return fillCounts(c, new Response(listed.body, { headers }), outcome)
  })

/** The path as the file server decodes it. */
const decoded = (path: string) => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Whether the path is a file of the build that only the Worker may read. */
const isHidden = (path: string, { guarded }: Hub) =>
  ['/hub.json', '/search.json'].includes(decoded(path)) ||
  (guarded !== undefined && decoded(path).includes(guarded))

/** Whether the path is a page of the hub, not a file, and lacks its trailing slash. */
const lacksSlash = (paths: Paths, path: string) => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return `${path}/`.startsWith(paths.base) && /^[^_.][^.]*$/.test(name)
}

/** Serves static pages and files; pages with lists get their counts. */
export const showStatic = async (c: Context<App>): Promise<Response> => {
  const { pathname, search } = new URL(c.req.url)
  if (isHidden(pathname, c.var.hub)) return showMissing(c)
  if (pathname === '/' && c.var.hub.base !== '/') return c.redirect(c.var.hub.base, 302)
  // `/robots.txt` belongs to the host; this request only reaches a hub that has the host to itself.
  if (pathname === '/robots.txt')
    return asBuilt(c, await fetchPage(c.env, `${c.var.hub.base}robots.txt`))
  // Not in development, where modules have addresses without a dot. Two leading slashes would name
  // another host.
  if (lacksSlash(c.var.hub.paths, pathname) && !c.env.SITE_DEV)
    return c.redirect(`/${pathname.replace(/^\/+/, '')}/${search}`, 301)
  const list = LISTS.exec(c.req.path)
  if (list) return showList(c, pathname, list.slice(1))
  if (pathname === c.var.hub.paths.elsewhere()) countNetworks(c)
  return asBuilt(c, await fetchFile(c.env, c.req.raw))
}

/** Counts the view of the page of networks, which is a static file. */
const countNetworks = (c: Context<App>) => {
  const networks = c.var.hub.networks.map(({ id }) => id)
  if (isSampledView(c)) c.var.countView({ page: 'elsewhere', offers: [], networks })
}

const asBuilt = (c: Context<App>, file: Response) =>
  file.status === 404 ? showMissing(c) : new Response(file.body, file)

/** What no room handles: the static file, or the 404 page. */
export const showStaticOrMissing = (c: Context<App>): Promise<Response> | Response =>
  c.req.method === 'POST' ? showMissing(c) : showStatic(c)
