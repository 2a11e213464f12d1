import { createHash } from 'node:crypto'
import { hub, paths } from '../hub/settings'
import { kindNames } from '../posts/kinds'
import type { Post } from '../posts/list'
import { logoBytes } from './logo'

/** Raised when cards are drawn differently, so that none drawn before is taken for one of today. */
const DRAWING = 1

/** The picture that stands for a page where it is shared. */
export interface Card {
  /** What it says, large. */
  title: string
  /** What kind of thing it is, small. */
  label: string
}

/** Cards cost most of a first build; `HUB_CARDS=off` leaves them out where a build is measured. */
export const hasCards = () => process.env['HUB_CARDS'] !== 'off'

/** The card of a page that has none of its own. */
export const hubCard = (): Card => ({ title: hub.tagline ?? hub.title, label: hub.title })

/** The card of a post. */
export const postCard = ({ data }: Post): Card => ({
  title: data.title,
  label: kindNames[data.kind].one,
})

/** A card's file, named by all that is drawn: what has changed is drawn anew, and nothing else. */
export const cardFile = (card: Card) => {
  const drawn = [DRAWING, hub.name, hub.url, hub.accent, logoDigest(), card.title, card.label]
  return `card.${digest(JSON.stringify(drawn))}.png`
}

/** The address of a drawn picture: among the hashed files, which never wake the Worker. */
export const imagePath = (file: string) => `${paths.base}_astro/${file}`

/** `digest('words') // => 'a7f4…'`, short enough for a name. */
export const digest = (data: string | Uint8Array) =>
  createHash('sha256').update(data).digest('base64url').slice(0, 16)

let logo: string | undefined

const logoDigest = () => (logo ??= digest(logoBytes() ?? ''))
