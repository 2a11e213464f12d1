import type { Context } from 'hono'
import { pageOfList } from '../../../site/contract/limits'
import { slots } from '../../../site/contract/slots'
import { contributorsIn } from '../../discussion/contributors/slot'
import type { App } from '../../env'
import { noteNetworks } from '../../promotion/offers/impressions.middleware'
import { offersIn } from '../../promotion/offers/slot'
import { fetchPage } from '../../http/assets'
import { type Filling, fill, type Outcome } from '../../http/slots'
import { throughEdge } from '../../http/page-cache'
import { showMissing } from '../../http/layout'
import { LIST_QUERY, type ListPlace, listPlaceIn, listQueryOf } from './query.middleware'
import { addressOfList, builtIn, pageAddress } from './static-list.queries'
import { showTagOfTopics } from './topics-only.routes'
import { drawListOrPosts, type Page } from './list.slot'
import { markOlderPage, HTML, markOrderLinks } from './order-links.view'
import { formatListCursor, postsAsBuilt, type Subject } from './rules'

/** What goes into the slots of a page with a list; a room that has something to put there adds it here. */
const fillingsOf = (c: Context<App>, page: Page, outcome: Outcome): Filling[] => {
  const drawn = drawListOrPosts(c, page, outcome)
  // Heard here as well: a page without the slot would leave its failure to nobody.
  drawn.catch(() => undefined)
  return [
    { slot: slots.list, draw: () => drawn, resting: page.built.inner },
    contributorsIn(c),
    // Of all lists the front page alone has a place for one.
    offersIn(c, { place: 'front', page: 'front', address: c.var.hub.paths.home(), outcome }),
  ]
}

/**
 * Where a page that the build numbers begins: after the last post of the page before it. So its
 * address leads to the same posts when topics stand among them.
 */
const startOf = (c: Context<App>, subject: Subject, number: number): ListPlace['before'] => {
  if (number === 1) return undefined
  const last = postsAsBuilt(c.var.hub, subject)[(number - 1) * pageOfList - 1]
  return last && !last.isPinned ? { at: last.startedAt, id: last.id } : undefined
}

interface Shown {
  subject: Subject
  /** The page of the build that is asked for. */
  number?: number
  most?: number
  level?: 2 | 3
  isPaged?: boolean
}

/** A built page with a list, in which topics stand among the posts. */
export const showList = (c: Context<App>, shown: Shown): Promise<Response> =>
  throughEdge(c, LIST_QUERY, async (outcome) => {
    const { subject, number = 1, most = pageOfList, level = 2, isPaged = true } = shown
    const place = listPlaceIn(c, subject)
    // Anybody can ask for any number of others.
    outcome.isLost = !place.isPlain
    const built = await fetchPage(c.env, pageAddress(c.var.hub.paths, subject, number))
    if (built.status === 404)
      return subject.tag && number === 1 ? showTagOfTopics(c, subject.tag, outcome) : showMissing(c)
    if (!built.ok) return built
    const text = await built.text()
    const address = addressOfList(c.var.hub.paths, subject)
    if (address === c.var.hub.paths.home()) noteNetworks(outcome, 'front', c.var.hub)
    const before = place.before ?? startOf(c, subject, number)
    const page = { place: { ...place, before }, most, address, level, isPaged, number }
    const fillings = fillingsOf(c, { ...page, built: builtIn(text) }, outcome)
    const filled = fill(new Response(text, { headers: HTML }), fillings, outcome)
    const query = listQueryOf(place, place.before && formatListCursor(place.before))
    const told = markOlderPage(filled, place, new URL(address + query, c.var.hub.url).href)
    return subject.kind === 'idea' ? markOrderLinks(told, place, address) : told
  })

/** A list as its address names it: what it is of, and which page of the build. */
export const showListOf = (c: Context<App>, subject: Subject | undefined) => {
  const number = c.req.param('number')
  if (!subject || number === '1') return c.notFound()
  return showList(c, { subject, ...(number !== undefined && { number: Number(number) }) })
}
