import type { Context } from 'hono'
import type { Retired } from '../../../site/contract/networks'
import { type Offer, type OutboundKind, outboundKinds } from '../../../site/contract/offers'
import type { Viewer } from '../../../site/contract/permissions'
import type { App } from '../../env'
import { dayOf } from '../../lib/calendar'
import { withDeadline } from '../../lib/with-deadline'
import { RetiredNetworkPage } from '../networks/view'
import { showPage, showMissing } from '../../http/layout'
import { findViewer } from '../../accounts/access/middleware'
import { newRouter } from '../../http/router'
import { findExhausted, clearExhausted } from './caps.queries'
import { type Click, countClick, takeClick } from './commands'
import { listAvailable } from './middleware'
import { OfferForOthersPage, OfferOverPage } from './page.view'
import { hasAudience, isForViewer } from './rules'
import { countAfterResponse, isFromHost, pageFrom } from './visit-filter.middleware'
import { isCounted } from '../../http/visit-filter'
import { type OutboundLink, resolveLink } from './outbound-link.rules'

/**
 * `/out/`: counted outbound links. They redirect only to addresses in the content: nothing that a
 * visitor sends becomes part of one.
 */
export const outboundLinks = newRouter()

// Addresses copied from print may end with a slash or begin with a capital.
for (const path of ['/:kind/:id', '/:kind/:id/'] as const)
  outboundLinks.get(path, async (c) => {
    const { hub, now } = c.var
    const kind = outboundKinds.find((each) => each === c.req.param('kind').toLowerCase())
    const id = c.req.param('id').toLowerCase()
    const target = kind && resolveLink(hub, kind, id, now)
    const response = !kind || !target ? showMissing(c) : follow(c, target, { kind, link: id })
    return withNoIndex(await response)
  })

/** Search engines neither index nor follow outbound links. */
const withNoIndex = (response: Response): Response => {
  response.headers.set('x-robots-tag', 'noindex, nofollow')
  return response
}

const follow = async (
  c: Context<App>,
  target: OutboundLink,
  link: { kind: OutboundKind; link: string },
): Promise<Response> => {
  if (target.is === 'missing') return showMissing(c)
  if (target.is === 'retired') return showRetired(c, target.network)
  if (target.is === 'over') return showOver(c, target.offer)
  const { offer, to } = target
  const excluded = offer && (await findExcluded(c, offer))
  if (excluded) return showForOthers(c, offer, excluded)
  const day = dayOf(c.var.now, c.var.hub.timezone)
  const page = pageFrom(c.var.hub, c.req.query('from'))
  const isOpen = await count(c, offer, { ...link, day, page })
  if (offer && !isOpen) return showOver(c, offer)
  return c.redirect(to, 302)
}

/** The viewer, if the offer is not for them; read only for offers with an audience. */
const findExcluded = async (c: Context<App>, offer: Offer): Promise<Viewer | undefined> => {
  if (!hasAudience(offer)) return undefined
  const viewer = await withDeadline('read', findViewer(c))
  return isForViewer(offer, viewer, c.var.hub.levels) ? undefined : viewer
}

/** Counts the click; false if the offer has reached its cap. */
const count = async (c: Context<App>, offer: Offer | undefined, click: Click): Promise<boolean> => {
  if (offer?.cap !== undefined) return countCapped(c, offer.id, offer.cap, click)
  // Counted after the response; if it fails, the link works all the same.
  if (isCounted(c.req.raw))
    countAfterResponse(c, 'a click was not counted', () => countClick(c.var.db, click))
  return true
}

const countCapped = async (c: Context<App>, offer: string, cap: number, click: Click) => {
  const { db, hub, now } = c.var
  if (!isCounted(c.req.raw) || (await withDeadline('read', isFromHost(c))))
    return !(await withDeadline('read', findExhausted(db, hub, now))).has(offer)
  const taken = await withDeadline('click', takeClick(db, click, cap))
  if (taken === undefined || taken >= cap) clearExhausted()
  return taken !== undefined
}

const showOver = async (c: Context<App>, offer: Offer): Promise<Response> =>
  showPage(c, {
    title: 'This offer is over',
    status: 410,
    children: (
      <OfferOverPage
        hub={c.var.hub}
        offer={offer}
        now={c.var.now}
        others={await listOthers(c, offer)}
      />
    ),
  })

const showForOthers = async (c: Context<App>, offer: Offer, viewer: Viewer): Promise<Response> => {
  const others = await listOthers(c, offer)
  return showPage(c, {
    title: 'This offer is not for you',
    status: 403,
    children: <OfferForOthersPage hub={c.var.hub} offer={offer} viewer={viewer} others={others} />,
  })
}

/** The other available offers. This one is left out: it may have reached its cap since. */
const listOthers = async (c: Context<App>, { id }: Offer): Promise<Offer[]> =>
  (await listAvailable(c)).filter((offer) => offer.id !== id)

const showRetired = (c: Context<App>, network: Retired) =>
  showPage(c, {
    title: `${c.var.hub.name} has left ${network.name}`,
    status: 410,
    children: <RetiredNetworkPage hub={c.var.hub} network={network} now={c.var.now} />,
  })
