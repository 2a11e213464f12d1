import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Offer } from '../../../site/contract/offers'
import type { App } from '../../env'
import { findViewer } from '../../accounts/access/middleware'
import { withDeadline } from '../../lib/with-deadline'
import { DISMISSALS_COOKIE, listDismissed } from './dismissals.rules'
import { findExhausted } from './caps.queries'
import {
  hasAudience,
  chooseOffer,
  isOn,
  isAvailable,
  type Eligibility,
  listCandidates,
  type OfferPlace,
} from './rules'
import { logError } from '../../http/log-error'

const logUnavailable =
  (c: Context<App>) =>
  (error: unknown): undefined => {
    logError(c, 'offers are chosen without the database', error)
  }

/** The viewer and the reached caps, as far as these offers need them. */
export const findEligibility = async (
  c: Context<App>,
  offers: readonly Offer[],
): Promise<Eligibility> => {
  const { db, hub, now } = c.var
  const [viewer, exhausted] = await Promise.all([
    offers.some(hasAudience)
      ? withDeadline('offer', findViewer(c)).catch(logUnavailable(c))
      : undefined,
    offers.some(({ cap }) => cap !== undefined)
      ? withDeadline('offer', findExhausted(db, hub, now)).catch(logUnavailable(c))
      : undefined,
  ])
  return { levels: hub.levels, viewer, exhausted }
}

/** The ids of the offers that this browser has dismissed. */
export const dismissedIn = (c: Context<App>): ReadonlySet<string> =>
  listDismissed(getCookie(c, DISMISSALS_COOKIE), c.var.hub.offers, c.var.now)

/**
 * The offer to show the viewer in a place.
 *
 * @param others the ids of the offers already on the page
 */
export const findOfferFor = async (
  c: Context<App>,
  place: OfferPlace,
  others: readonly string[] = [],
): Promise<Offer | undefined> => {
  const { hub, now } = c.var
  const without = new Set([...dismissedIn(c), ...others])
  const candidates = listCandidates(hub.offers, { place, now, without })
  return chooseOffer(candidates, await findEligibility(c, candidates))
}

/** The offer with this id, if it is available to the viewer and not dismissed. */
export const findOfferById = async (c: Context<App>, id: string): Promise<Offer | undefined> => {
  const offer = c.var.hub.offers.find((each) => each.id === id)
  if (!offer || !isOn(offer, c.var.now) || dismissedIn(c).has(id)) return undefined
  return chooseOffer([offer], await findEligibility(c, [offer]))
}

/** All offers available to the viewer, the most important first. */
export const listAvailable = async (c: Context<App>): Promise<Offer[]> => {
  const on = c.var.hub.offers.filter((offer) => isOn(offer, c.var.now))
  const known = await findEligibility(c, on)
  return on.filter((offer) => isAvailable(offer, known))
}
