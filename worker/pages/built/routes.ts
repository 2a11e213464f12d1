import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import type { Paths } from '../../../site/contract/paths'
import { slots } from '../../../site/contract/slots'
import { listConversationCounts } from '../../discussion/conversations/queries'
import { type ConversationCounts, countsInWords } from '../../discussion/conversations/messages'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { isBy, withLate } from '../lists/scheduled.slot'
import { isSampled } from '../../http/visit-filter'
import { fetchFile, fetchPage } from '../../http/assets'
import { type Outcome } from '../../http/slots'
import { throughEdge } from '../../http/page-cache'
import { showMissing } from '../../http/layout'
import { later } from '../../http/stream-html'

type AllCounts = ReadonlyMap<string, ConversationCounts>

const none: AllCounts = new Map()

/** One reading for a whole list. If it fails, the list stays as it was built: without counts. */
const findCounts = (c: Context<App>, ids: string, outcome: Outcome): Promise<AllCounts> => {
  const known = ids.split(' ').filter((id) => Object.hasOwn(c.var.hub.conversations, id))
  if (known.length === 0) return Promise.resolve(none)
  return withDeadline('read', Promise.resolve(listConversationCounts(c.var.db, known))).then(
    (rows) => new Map(rows.map((row) => [row.id, row])),
    (error: unknown) => {
      outcome.rested = true
      console.error('a list rests:', error)
      return none
    },
  )
}

/** The page with how many comments each conversation of its lists has, as they stream by. */
export const fillCounts = (c: Context<App>, page: Response, outcome: Outcome): Response => {
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
          later(drawing, '', () => undefined),
          { html: true },
        )
      },
    })
    .transform(page)
}

/** The lists that hold posts alone, below the base; those with topics in them are a room of their own. */
const LISTS = /^\/people\/([^/]*)\/(\d+)\/$/

/** A page with a list: as it was built, and alive with the counts of its conversations. */
const showList = (c: Context<App>, path: string, [handle = '', number]: string[]) =>
  throughEdge(c, [], async (outcome) => {
    const { env } = c
    const { hub } = c.var
    const page = await fetchPage(env, path)
    if (page.status === 404) return showMissing(c)
    if (!page.ok) return page
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    const list = { isOf: isBy(handle), number: Number(number) }
    const listed = await withLate({ env, hub }, page, list)
    return fillCounts(c, new Response(listed.body, { headers }), outcome)
  })

/** As the server of files reads a path. */
const decoded = (path: string) => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** What the build leaves at the root of the host for the Worker alone. */
const isHidden = (path: string, { guarded }: Hub) =>
  ['/hub.json', '/search.json'].includes(decoded(path)) ||
  (guarded !== undefined && decoded(path).includes(guarded))

/** Whether it names a page of the hub and not a file, and lacks the slash at every page's end. */
const lacksSlash = (paths: Paths, path: string) => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return `${path}/`.startsWith(paths.base) && /^[^_.][^.]*$/.test(name)
}

/** All that is no room's: what was built, as it was built; pages with lists get their counts. */
export const showBuilt = async (c: Context<App>): Promise<Response> => {
  const { pathname, search } = new URL(c.req.url)
  if (isHidden(pathname, c.var.hub)) return showMissing(c)
  if (pathname === '/' && c.var.hub.base !== '/') return c.redirect(c.var.hub.base, 302)
  // Asked of the host and not of the hub: only a hub that has the host to itself is asked.
  if (pathname === '/robots.txt')
    return asBuilt(c, await fetchPage(c.env, `${c.var.hub.base}robots.txt`))
  // Not while developing, where modules have addresses without a dot. Two slashes at the start
  // would name another host.
  if (lacksSlash(c.var.hub.paths, pathname) && !c.env.SITE_DEV)
    return c.redirect(`/${pathname.replace(/^\/+/, '')}/${search}`, 301)
  const list = LISTS.exec(c.req.path)
  if (list) return showList(c, pathname, list.slice(1))
  if (pathname === c.var.hub.paths.elsewhere()) countNetworks(c)
  return asBuilt(c, await fetchFile(c.env, c.req.raw))
}

/** The page of all networks is a file; that it was seen counts all the same. */
const countNetworks = (c: Context<App>) => {
  const networks = c.var.hub.networks.map(({ id }) => id)
  if (isSampled(c)) c.var.countView({ page: 'elsewhere', offers: [], networks })
}

const asBuilt = (c: Context<App>, file: Response) =>
  file.status === 404 ? showMissing(c) : new Response(file.body, file)

/** What is at an address of no room: the file that was built, or the page for what is missing. */
export const showUnassigned = (c: Context<App>): Promise<Response> | Response =>
  c.req.method === 'POST' ? showMissing(c) : showBuilt(c)
