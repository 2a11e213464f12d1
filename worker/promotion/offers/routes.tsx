import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Offer } from '../../../site/contract/offers'
import { slots } from '../../../site/contract/slots'
import type { App } from '../../env'
import { fetchPage } from '../../http/assets'
import { fillSlots, type Slot, type PageOutcome } from '../../http/slots'
import { cached } from '../../http/page-cache'
import { fragment, wantsFragment } from '../../http/fragment'
import { showPage, showMissing } from '../../http/layout'
import { showUnavailable } from '../../http/unavailable'
import { newRouter } from '../../http/router'
import { safeReturnPath } from '../../accounts/sign-in/rules'
import { cookieOptions } from '../../accounts/sign-in/session.middleware'
import { DISMISSALS_COOKIE, DISMISSAL_DAYS, withDismissal } from './dismissals.rules'
import { findEligibility, listAvailable } from './middleware'
import { dismissalForm } from './form'
import { offerDescription, OfferForOthersPage, OfferOverPage, OfferPage } from './page.view'
import { hasAudience, isForViewer, phaseAt } from './rules'
import { allOffersSlot, noteOffers, offerSlot } from './slot'
import { DismissedNote } from './view'

/** `/offers/`: all offers, the page of one, and its dismissal. */
export const offers = newRouter()

/** `/pages/` */
export const pages = newRouter()

const HTML_HEADERS = { 'content-type': 'text/html; charset=utf-8' }

const showFilled = async (
  c: Context<App>,
  path: string,
  pageSlots: Slot[],
  outcome: PageOutcome,
): Promise<Response> => {
  const page = await fetchPage(c.env, path)
  if (!page.ok) return showMissing(c)
  return fillSlots(c, new Response(page.body, { headers: HTML_HEADERS }), pageSlots, outcome)
}

offers.get('/', (c) =>
  cached(c, [], (outcome) =>
    showFilled(c, c.var.hub.paths.offers(), [allOffersSlot(c, outcome)], outcome),
  ),
)

/** A page in `content/pages/` whose text has an offer; all others are served as built. */
pages.get('/:slug/', (c) => {
  const slug = c.req.param('slug')
  if (!c.var.hub.pagesWithOffers.includes(slug)) return c.notFound()
  const address = c.var.hub.paths.page(slug)
  return cached(c, [], (outcome) =>
    showFilled(c, address, [offerSlot(c, { page: '', address, outcome })], outcome),
  )
})

const showCurrent = (c: Context<App>, offer: Offer) => {
  const canonical = new URL(c.var.hub.paths.offer(offer.id), c.var.hub.url).href
  return showPage(c, {
    title: offer.title,
    description: offerDescription(offer),
    head: <link rel="canonical" href={canonical} />,
    // Search engines list only what visitors without an account can see.
    isListed: ['everyone', 'guests'].includes(offer.audience),
    children: <OfferPage paths={c.var.hub.paths} offer={offer} />,
  })
}

/** The offers to show instead; counts them as shown. */
const listOthers = async (c: Context<App>, outcome: PageOutcome) => {
  const others = await listAvailable(c)
  noteOffers(outcome, 'offers', others)
  return others
}

const showOffer = async (
  c: Context<App>,
  offer: Offer,
  outcome: PageOutcome,
): Promise<Response> => {
  const { hub, now } = c.var
  const showOver = async () =>
    showPage(c, {
      title: 'This offer is over',
      children: (
        <OfferOverPage hub={hub} offer={offer} now={now} others={await listOthers(c, outcome)} />
      ),
    })
  if (phaseAt(offer, now) === 'over') return showOver()
  const { viewer, exhausted } = await findEligibility(c, [offer])
  if (hasAudience(offer) && !viewer) return showUnavailable(c)
  if (viewer && !isForViewer(offer, viewer, hub.levels)) {
    const others = await listOthers(c, outcome)
    const children = <OfferForOthersPage hub={hub} offer={offer} viewer={viewer} others={others} />
    return showPage(c, { title: 'This offer is not for you', children })
  }
  if (offer.cap !== undefined && !exhausted) return showUnavailable(c)
  if (exhausted?.has(offer.id)) return showOver()
  noteOffers(outcome, 'offer', [offer])
  return showCurrent(c, offer)
}

const offerIn = (c: Context<App>): Offer | undefined => {
  const found = c.var.hub.offers.find(({ id }) => id === c.req.param('offer'))
  return found && phaseAt(found, c.var.now) === 'ahead' ? undefined : found
}

offers.get('/:offer/', (c) => {
  const offer = offerIn(c)
  if (!offer) return showMissing(c)
  return cached(c, [], (outcome) => showOffer(c, offer, outcome))
})

/** Dismisses an offer and returns to the page. Only this browser's cookie remembers it. */
offers.post('/:offer/dismissal', async (c) => {
  const offer = offerIn(c)
  if (!offer) return showMissing(c)
  const { hub, now, origin } = c.var
  const { page } = dismissalForm.read(await c.req.arrayBuffer())
  const cookie = withDismissal(getCookie(c, DISMISSALS_COOKIE), offer.id, hub.offers, now)
  setCookie(
    c,
    DISMISSALS_COOKIE,
    cookie,
    cookieOptions(hub.paths, origin, { minutes: DISMISSAL_DAYS * 24 * 60 }),
  )
  if (wantsFragment(c, slots.offer))
    return fragment(c, slots.offer, String(<DismissedNote paths={hub.paths} />))
  return c.redirect(safeReturnPath(hub.paths, page), 303)
})
