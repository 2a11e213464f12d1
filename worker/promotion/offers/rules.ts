import type { Conversation } from '../../../site/contract/conversation'
import type { Offer, OfferPlaces } from '../../../site/contract/offers'
import { type Viewer, type Level, may } from '../../../site/contract/permissions'

/** The front page, or below a conversation. */
export type OfferPlace = 'front' | Pick<Conversation, 'slug' | 'kind' | 'tags'>

/** Whether an offer is ahead, on or over at an instant; its first and last instant count as on. */
export const phaseAt = (
  { start, end }: Pick<Offer, 'start' | 'end'>,
  now: Date,
): 'ahead' | 'on' | 'over' => {
  const at = now.getTime()
  if (end !== undefined && end < at) return 'over'
  return start !== undefined && at < start ? 'ahead' : 'on'
}

/** Whether an offer is on by its dates. */
export const isOn = (offer: Pick<Offer, 'start' | 'end'>, now: Date): boolean =>
  phaseAt(offer, now) === 'on'

/** Whether an offer fits a place: matching one of its conditions is enough. */
export const fitsPlace = (where: OfferPlaces | undefined, place: OfferPlace): boolean => {
  if (!where) return true
  if (place === 'front') return where.front
  return Boolean(
    where.posts?.includes(place.slug) ||
    where.kinds?.includes(place.kind) ||
    where.tags?.some((tag) => place.tags.includes(tag)),
  )
}

/** Whether the offer has an audience, so that the viewer must be known. */
export const hasAudience = ({ audience }: Offer): boolean => audience !== 'everyone'

/** Whether an offer is for the viewer; hosts see all that members see. */
export const isForViewer = (
  { audience }: Offer,
  viewer: Viewer,
  levels: readonly Level[],
): boolean => {
  if (audience === 'everyone') return true
  if (audience === 'guests') return viewer.role === 'guest'
  // An audience uses the vocabulary of spaces, so the same function decides.
  const space = { id: '', name: '', read: audience, comment: audience, start: audience }
  return may(viewer, 'read', space, levels) === 'yes'
}

/** The viewer and the caps, as far as the database has answered. */
export interface Eligibility {
  levels: readonly Level[]
  viewer: Viewer | undefined
  /** The ids of the offers that have reached their cap. */
  exhausted: ReadonlySet<string> | undefined
}

/** Whether a running offer is available to the viewer; false while that is unknown. */
export const isAvailable = (offer: Offer, { levels, viewer, exhausted }: Eligibility): boolean => {
  const isTheirs =
    !hasAudience(offer) || (viewer !== undefined && isForViewer(offer, viewer, levels))
  const isLeft = offer.cap === undefined || (exhausted !== undefined && !exhausted.has(offer.id))
  return isTheirs && isLeft
}

/** What offers are filtered by before the database is read. */
export interface OfferRequest {
  place: OfferPlace
  now: Date
  /** The ids of offers to leave out: dismissed, or already on the page. */
  without: ReadonlySet<string>
}

/**
 * The offers that may be shown, the most important first, up to the first that needs neither viewer
 * nor cap: it would be shown at the latest.
 */
export const listCandidates = (
  offers: readonly Offer[],
  { place, now, without }: OfferRequest,
): Offer[] => {
  const fitting = offers.filter(
    (offer) => isOn(offer, now) && fitsPlace(offer.where, place) && !without.has(offer.id),
  )
  const certain = fitting.findIndex((offer) => !hasAudience(offer) && offer.cap === undefined)
  return certain < 0 ? fitting : fitting.slice(0, certain + 1)
}

/** The first candidate that is available to the viewer. */
export const chooseOffer = (candidates: readonly Offer[], known: Eligibility): Offer | undefined =>
  candidates.find((offer) => isAvailable(offer, known))
