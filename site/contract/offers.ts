import type { Link } from './conversation'
import type { Kind } from './vocabulary'

/** What a counted way out can lead to. */
export const waysOut = ['offer', 'network'] as const
export type WayOut = (typeof waysOut)[number]

/**
 * Where in a hub an offer or a way out is, as it is counted: these, or a conversation's id. `offer`
 * is the page that is an offer's own, and `foot` the foot of any page.
 */
export const countedPages = ['front', 'offers', 'offer', 'elsewhere', 'list', 'foot'] as const

/** Where an offer may appear; what it does not say it does not ask for. */
export interface OfferPlaces {
  kinds?: readonly Kind[] | undefined
  tags?: readonly string[] | undefined
  /** Slugs. */
  posts?: readonly string[] | undefined
  front: boolean
}

/** A promoted piece, as its file gives it. */
export interface Offer {
  id: string
  title: string
  /** The button: what it says, and the address on the web that it leads to, as it is written. */
  action: Link
  /** The sentence that tells readers that it is promotion. */
  disclosure: string
  /** What the file says, as HTML. */
  pitch: string
  /** It is on from the first of these moments to the other, in epoch milliseconds. */
  start?: number | undefined
  end?: number | undefined
  /** By default: everywhere. */
  where?: OfferPlaces | undefined
  /** `everyone`, `guests`, `members`, `level:<id>` or `group:<id>`. */
  audience: string
  /** The highest of several stands first; of equals, the one that started last. */
  priority: number
  /** It leaves after so many clicks. */
  cap?: number | undefined
}
