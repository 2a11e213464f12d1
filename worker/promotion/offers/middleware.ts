import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Offer } from '../../../site/contract/offers'
import type { App } from '../../env'
import { findViewer } from '../../accounts/access/middleware'
import { withDeadline } from '../../lib/with-deadline'
import { DISMISSALS_COOKIE, listDismissed } from './dismissals.rules'
import { findExhausted } from './caps.queries'
import {
  asksWho,
  chooseOffer,
  isOn,
  isAvailable,
  type Eligibility,
  listCandidates,
  type OfferPlace,
} from './rules'

const rest = (error: unknown): undefined => {
  console.error('an offer does without the database:', error)
}

/** What has to be known for these, and nothing that need not be. */
export const findEligibility = async (
  c: Context<App>,
  offers: readonly Offer[],
): Promise<Eligibility> => {
  const { db, hub, now } = c.var
  const [viewer, exhausted] = await Promise.all([
    offers.some(asksWho) ? withDeadline('offer', findViewer(c)).catch(rest) : undefined,
    offers.some(({ cap }) => cap !== undefined)
      ? withDeadline('offer', findExhausted(db, hub, now)).catch(rest)
      : undefined,
  ])
  return { levels: hub.levels, viewer, exhausted }
}

/** The ids of the offers that whoever asks has put away, by their cookie. */
export const dismissedIn = (c: Context<App>): ReadonlySet<string> =>
  listDismissed(getCookie(c, DISMISSALS_COOKIE), c.var.hub.offers, c.var.now)

/**
 * The offer that is due in a place for whoever asks, now.
 *
 * @param others the ids of those that are on the page already
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

/** One offer by its id, if it is on for whoever asks, and they have not put it away. */
export const findOfferById = async (c: Context<App>, id: string): Promise<Offer | undefined> => {
  const offer = c.var.hub.offers.find((each) => each.id === id)
  if (!offer || !isOn(offer, c.var.now) || dismissedIn(c).has(id)) return undefined
  return chooseOffer([offer], await findEligibility(c, [offer]))
}

/** All offers that are on for whoever asks, the most important first. */
export const listAvailable = async (c: Context<App>): Promise<Offer[]> => {
  const on = c.var.hub.offers.filter((offer) => isOn(offer, c.var.now))
  const known = await findEligibility(c, on)
  return on.filter((offer) => isAvailable(offer, known))
}
