import type { Link } from './conversation'
import type { Kind } from './vocabulary'

/** What a counted link can lead to. */
export const outboundKinds = ['offer', 'network'] as const
export type OutboundKind = (typeof outboundKinds)[number]

/**
 * Where an offer or a counted link is shown: one of these, or a conversation's id. `offer` is an
 * offer's own page, and `foot` the footer of any page.
 */
export const countedPages = ['front', 'offers', 'offer', 'elsewhere', 'list', 'foot'] as const

/** Where an offer may appear; what is left out restricts nothing. */
export interface OfferPlaces {
  kinds?: readonly Kind[] | undefined
  tags?: readonly string[] | undefined
  /** Slugs. */
  posts?: readonly string[] | undefined
  front: boolean
}

/** An offer, as its file gives it. */
export interface Offer {
  id: string
  title: string
  /** The button: its label, and the web address it leads to, as written. */
  action: Link
  /** The sentence that discloses the promotion. */
  disclosure: string
  /** The file's text, as HTML. */
  pitch: string
  /** It is active from `start` to `end`, in epoch milliseconds. */
  start?: number | undefined
  end?: number | undefined
  /** By default: everywhere. */
  where?: OfferPlaces | undefined
  /** `everyone`, `guests`, `members`, `level:<id>` or `group:<id>`. */
  audience: string
  /** The highest is shown first; of equals, the one that started last. */
  priority: number
  /** It ends after this many clicks. */
  cap?: number | undefined
}
