import { getCollection, type CollectionEntry } from 'astro:content'
import type { Offer } from '../contract/offers'
import { makeContainer } from '../hub/container'
import Pitch from './Pitch.astro'

/** An audience of the settings as the Worker reads it; a level may be named by its id alone. */
const audienceOf = (written: string) =>
  /^(?:everyone|guests|members|(?:level|group):.*)$/.test(written) ? written : `level:${written}`

const offerOf = async (entry: CollectionEntry<'offers'>): Promise<Offer> => {
  const { title, action, disclosure, where, audience, priority, cap, start, end } = entry.data
  const container = await makeContainer()
  return {
    id: entry.id,
    title,
    action,
    disclosure,
    pitch: (await container.renderToString(Pitch, { props: { offer: entry } })).trim(),
    ...(start && { start: Number(start) }),
    ...(end && { end: Number(end) }),
    where,
    audience: audienceOf(audience),
    priority,
    cap,
  }
}

const byImportance = (one: Offer, other: Offer) =>
  other.priority - one.priority ||
  (other.start ?? 0) - (one.start ?? 0) ||
  (one.id < other.id ? -1 : 1)

/** All offers, past and future ones included: by priority, of equals the one that started last. */
export const listOffers = async (): Promise<Offer[]> =>
  (await Promise.all((await getCollection('offers')).map(offerOf))).toSorted(byImportance)
