import type { Conversation } from '../../../site/contract/conversation'
import type { Offer, OfferPlaces } from '../../../site/contract/offers'
import { type Viewer, type Level, may } from '../../../site/contract/permissions'

/** The front page, or below a conversation. */
export type OfferPlace = 'front' | Pick<Conversation, 'slug' | 'kind' | 'tags'>

/** Whether an offer is on at a moment, its first and its last included; or has yet to begin, or is over. */
export const phaseAt = (
  { start, end }: Pick<Offer, 'start' | 'end'>,
  now: Date,
): 'ahead' | 'on' | 'over' => {
  const at = now.getTime()
  if (end !== undefined && end < at) return 'over'
  return start !== undefined && at < start ? 'ahead' : 'on'
}

/** Whether an offer is on, as far as the clock is concerned. */
export const isOn = (offer: Pick<Offer, 'start' | 'end'>, now: Date): boolean =>
  phaseAt(offer, now) === 'on'

/** Whether an offer may stand in a place: one of what it names is enough. */
export const fits = (where: OfferPlaces | undefined, place: OfferPlace): boolean => {
  if (!where) return true
  if (place === 'front') return where.front
  return Boolean(
    where.posts?.includes(place.slug) ||
    where.kinds?.includes(place.kind) ||
    where.tags?.some((tag) => place.tags.includes(tag)),
  )
}

/** Whether it has to be known who asks. */
export const asksWho = ({ audience }: Offer): boolean => audience !== 'everyone'

/** Whether an offer is for somebody; hosts see all that members of any kind see. */
export const isFor = ({ audience }: Offer, viewer: Viewer, levels: readonly Level[]): boolean => {
  if (audience === 'everyone') return true
  if (audience === 'guests') return viewer.role === 'guest'
  // The words for who may read a space, and so the one function that knows them.
  const space = { id: '', name: '', read: audience, comment: audience, start: audience }
  return may(viewer, 'read', space, levels) === 'yes'
}

/** What is known of whoever asks, and of the clicks: nothing of what the database did not say. */
export interface Eligibility {
  levels: readonly Level[]
  viewer: Viewer | undefined
  /** The ids of the offers that were followed as often as their cap allows. */
  exhausted: ReadonlySet<string> | undefined
}

/** Whether an offer that is on is there for whoever asks: what nobody can say is passed over. */
export const isAvailable = (offer: Offer, { levels, viewer, exhausted }: Eligibility): boolean => {
  const isTheirs = !asksWho(offer) || (viewer !== undefined && isFor(offer, viewer, levels))
  const isLeft = offer.cap === undefined || (exhausted !== undefined && !exhausted.has(offer.id))
  return isTheirs && isLeft
}

/** What an offer is measured against before anybody is asked. */
export interface OfferRequest {
  place: OfferPlace
  now: Date
  /** The ids of those that are not to be shown: put away, or on the page already. */
  without: ReadonlySet<string>
}

/**
 * Those of the offers that may be due, the most important first, down to the first that needs
 * nothing else to be known: after it comes none.
 */
export const listCandidates = (
  offers: readonly Offer[],
  { place, now, without }: OfferRequest,
): Offer[] => {
  const fitting = offers.filter(
    (offer) => isOn(offer, now) && fits(offer.where, place) && !without.has(offer.id),
  )
  const certain = fitting.findIndex((offer) => !asksWho(offer) && offer.cap === undefined)
  return certain < 0 ? fitting : fitting.slice(0, certain + 1)
}

/** The one of the candidates that is due: the first that is there for whoever asks. */
export const chooseOffer = (candidates: readonly Offer[], known: Eligibility): Offer | undefined =>
  candidates.find((offer) => isAvailable(offer, known))
