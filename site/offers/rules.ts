import type { Kind } from '../contract'

/** Where an offer may appear; what it does not say it does not ask for. */
interface Where {
  kinds?: readonly Kind[] | undefined
  tags?: readonly string[] | undefined
  posts?: readonly string[] | undefined
  front: boolean
}

/** The front page, or below a post. */
export type Place = 'front' | { slug: string; kind: Kind; tags: readonly string[] }

/** Whether an offer runs now, and is for a stranger: whoever has not signed in. */
export const isShown = (
  offer: { start?: Date | undefined; end?: Date | undefined; audience: string },
  now: Date,
) =>
  (!offer.start || offer.start <= now) &&
  (!offer.end || now <= offer.end) &&
  ['everyone', 'guests'].includes(offer.audience)

/** Whether an offer may stand in a place: one of what it names is enough. */
export const fits = (where: Where | undefined, place: Place) => {
  if (!where) return true
  if (place === 'front') return where.front
  return Boolean(
    where.posts?.includes(place.slug) ||
    where.kinds?.includes(place.kind) ||
    where.tags?.some((tag) => place.tags.includes(tag)),
  )
}

/** The first of them, the most important first, that fits. */
export const chooseOffer = <Offer extends { data: { where?: Where | undefined } }>(
  offers: readonly Offer[],
  place: Place,
): Offer | undefined => offers.find(({ data }) => fits(data.where, place))
