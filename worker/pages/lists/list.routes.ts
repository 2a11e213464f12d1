import type { Context } from 'hono'
import { LIST_PAGE_SIZE } from '../../../site/contract/limits'
import { slots } from '../../../site/contract/slots'
import { contributorsSlot } from '../../discussion/contributors/slot'
import type { App } from '../../env'
import { noteNetworks } from '../../promotion/offers/impressions.middleware'
import { offerSlot } from '../../promotion/offers/slot'
import { fetchPage } from '../../http/assets'
import { type Slot, fillSlots, type PageOutcome } from '../../http/slots'
import { cached } from '../../http/page-cache'
import { showMissing } from '../../http/layout'
import { LIST_QUERY, listPlaceIn } from './query.middleware'
import { addressOfList, staticListIn, pageAddress } from './static-list.queries'
import { showTagOfTopics } from './topics-only.routes'
import { renderListOrPosts, type ListView } from './list.slot'
import { markOlderPage, HTML_HEADERS, markOrderLinks } from './order-links.view'
import { formatListCursor, type ListPlace, listQueryOf, postsAsBuilt, type Subject } from './rules'

/** What fills the slots of a page with a list. */
const slotsOf = (c: Context<App>, page: ListView, outcome: PageOutcome): Slot[] => {
  const list = renderListOrPosts(c, page, outcome)
  // Caught here as well: without the slot in the page, a failure would go unhandled.
  list.catch(() => undefined)
  return [
    { slot: slots.list, render: () => list, fallback: page.built.inner },
    contributorsSlot(c),
    // Only the front page has this slot.
    offerSlot(c, { place: 'front', page: 'front', address: c.var.hub.paths.home(), outcome }),
  ]
}

/**
 * Where a numbered static page begins: after the last post of the page before it. So its address
 * has the same posts when topics are merged in.
 */
const startOf = (c: Context<App>, subject: Subject, number: number): ListPlace['before'] => {
  if (number === 1) return undefined
  const last = postsAsBuilt(c.var.hub, subject)[(number - 1) * LIST_PAGE_SIZE - 1]
  return last && !last.isPinned ? { at: last.startedAt, id: last.id } : undefined
}

interface ListOptions {
  subject: Subject
  /** The number of the static page. */
  number?: number
  most?: number
  level?: 2 | 3
  isPaged?: boolean
}

/** A static page with a list, with topics merged in. */
export const showList = (c: Context<App>, options: ListOptions): Promise<Response> =>
  cached(c, LIST_QUERY, async (outcome) => {
    const { subject, number = 1, most = LIST_PAGE_SIZE, level = 2, isPaged = true } = options
    const place = listPlaceIn(c, subject)
    // Only the first page in the default order is cached: there are too many others.
    outcome.isUncacheable = !place.isPlain
    const built = await fetchPage(c.env, pageAddress(c.var.hub.paths, subject, number))
    if (built.status === 404)
      return subject.tag && number === 1 ? showTagOfTopics(c, subject.tag, outcome) : showMissing(c)
    if (!built.ok) return built
    const text = await built.text()
    const address = addressOfList(c.var.hub.paths, subject)
    if (address === c.var.hub.paths.home()) noteNetworks(outcome, 'front', c.var.hub)
    const isByDate = place.order === 'newest'
    const before = place.before ?? (isByDate ? startOf(c, subject, number) : undefined)
    const page = { place: { ...place, before }, most, address, level, isPaged, number }
    const pageSlots = slotsOf(c, { ...page, built: staticListIn(text) }, outcome)
    const filled = fillSlots(c, new Response(text, { headers: HTML_HEADERS }), pageSlots, outcome)
    const query = listQueryOf(place, place.before && formatListCursor(place.before))
    const marked = markOlderPage(filled, place, new URL(address + query, c.var.hub.url).href)
    return markOrderLinks(marked, place, address)
  })

/** The list at an address; 404 without a subject, or for page 1, which has no number. */
export const showListOf = (c: Context<App>, subject: Subject | undefined) => {
  const number = c.req.param('number')
  if (!subject || number === '1') return c.notFound()
  return showList(c, { subject, ...(number !== undefined && { number: Number(number) }) })
}
