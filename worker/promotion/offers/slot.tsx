import type { Context } from 'hono'
import { unavailable, slots } from '../../../site/contract/slots'
import type { App } from '../../env'
import type { Slot, PageOutcome } from '../../http/slots'
import { dismissedIn, findOfferFor, findOfferById, listAvailable } from './middleware'
import type { OfferPlace } from './rules'
import { OfferList, OfferCard } from './view'

interface OfferSlotOptions {
  /** The place to fill; `undefined` on a page that has only the offers its text names. */
  place?: OfferPlace
  /** The id of the page, for counting. */
  page: string
  /** The address of the page, to return to. */
  address: string
  outcome: PageOutcome
}

/** Records which offers a page shows. */
export const noteOffers = (
  outcome: PageOutcome,
  page: string,
  offers: readonly { id: string }[],
) => {
  outcome.shown ??= { offers: [], page }
  outcome.shown.offers.push(...offers.map(({ id }) => id))
}

/**
 * The offers of a page: those that its text names (`data-offer`), each once, and another one for
 * its place. If anything fails, there is none.
 */
export const offerSlot = (
  c: Context<App>,
  { place, page, address, outcome }: OfferSlotOptions,
): Slot => {
  const named: string[] = []
  const render = async (id: string) => {
    if (id ? named.includes(id) : !place) return ''
    const finding = id ? findOfferById(c, id) : findOfferFor(c, place!, named)
    if (id) named.push(id)
    const offer = await finding
    if (!offer) return ''
    noteOffers(outcome, page, [offer])
    // Within a text, the text after it would seem to belong to its heading.
    const level = id ? undefined : 2
    const back = `${address}#${id ? `in-text-${id}` : 'offer'}`
    return String(
      <OfferCard paths={c.var.hub.paths} offer={offer} from={page} level={level} page={back} />,
    ).toWellFormed()
  }
  return { slot: slots.offer, render: (attribute) => render(attribute('data-offer')), fallback: '' }
}

/** All offers available to the viewer, for the page of offers. */
export const allOffersSlot = (c: Context<App>, outcome: PageOutcome): Slot => ({
  slot: slots.offers,
  render: async () => {
    const offers = await listAvailable(c)
    noteOffers(outcome, 'offers', offers)
    return String(
      <OfferList paths={c.var.hub.paths} offers={offers} dismissedIds={dismissedIn(c)} />,
    ).toWellFormed()
  },
  fallback: String(<p class="empty">{unavailable.offers}</p>),
})
