import { createHash } from 'node:crypto'
import { hub, paths } from '../hub/settings'
import { kindNames } from '../posts/kinds'
import type { Post } from '../posts/list'
import { logoBytes } from './logo'

/** Raise it whenever cards are drawn differently, so that cached ones are not reused. */
const VERSION = 1

/** The share card of a page. */
export interface Card {
  /** The large text. */
  title: string
  /** The small text: the kind of page. */
  label: string
}

/** Whether cards are drawn. They take most of a first build; `HUB_CARDS=off` skips them in measurements. */
export const hasCards = () => process.env['HUB_CARDS'] !== 'off'

/** The default card. */
export const hubCard = (): Card => ({ title: hub.tagline ?? hub.title, label: hub.title })

/** The card of a post. */
export const postCard = ({ data }: Post): Card => ({
  title: data.title,
  label: kindNames[data.kind].one,
})

/** The file name of a card, by a hash of its content, so that only changed cards are drawn again. */
export const cardFile = (card: Card) => {
  const content = [VERSION, hub.name, hub.url, hub.accent, logoDigest(), card.title, card.label]
  return `card.${digest(JSON.stringify(content))}.png`
}

/** The path of a generated picture: among the hashed files, which are served without the Worker. */
export const imagePath = (file: string) => `${paths.base}_astro/${file}`

/** `digest('text') // => 'a7f4…'`: 16 characters, for file names. */
export const digest = (data: string | Uint8Array) =>
  createHash('sha256').update(data).digest('base64url').slice(0, 16)

let logo: string | undefined

const logoDigest = () => (logo ??= digest(logoBytes() ?? ''))
