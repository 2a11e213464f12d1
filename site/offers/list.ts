import { getCollection, type CollectionEntry } from 'astro:content'
import { chooseOffer, isShown, type Place } from './rules'

export type Offer = CollectionEntry<'offers'>

/** Offers that run at a moment and are for whoever comes along, the most important first. */
export const listOffers = async (now = new Date()): Promise<Offer[]> =>
  (await getCollection('offers', ({ data }) => isShown(data, now))).toSorted(
    (one, other) => other.data.priority - one.data.priority || (one.id < other.id ? -1 : 1),
  )

/** The one offer for a place, if any fits. */
export const offerFor = async (place: Place): Promise<Offer | undefined> =>
  chooseOffer(await listOffers(), place)
