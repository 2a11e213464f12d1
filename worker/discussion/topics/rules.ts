import type { Contact, Link } from '../../../site/contract/conversation'
import { type TopicKind, topicKinds } from '../../../site/contract/vocabulary'
import { cleanLine } from '../../lib/clean-text'

/** The most characters of a title, tag and label, and the most tags. */
export const topicLimits = { title: 140, tag: 40, tags: 5, label: 100 } as const

/** The chosen kind; `question` by default. */
export const kindOf = (typed: string): TopicKind =>
  topicKinds.find((kind) => kind === typed) ?? 'question'

/** The content of a topic, cleaned as it is stored. */
export interface TopicContent {
  kind: TopicKind
  space: string
  title: string
  body: string
  tags: string[]
  links: Link[]
  contacts: Contact[]
}

const unaccented = (text: string) =>
  text
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')

/**
 * A tag as in an address, by the rules of content in git; empty if no letter is left.
 *
 * @example tagOf(' Cargo Bikes ') // => 'cargo-bikes'
 */
export const tagOf = (typed: string): string =>
  unaccented(typed)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** The parts of a list separated by commas. */
export const splitTags = (tags: string) => tags.split(',').map(cleanLine).filter(Boolean)

/** The tags of a list separated by commas, each once. */
export const tagsIn = (typed: string): string[] => [
  ...new Set(splitTags(typed).map(tagOf).filter(Boolean)),
]

/** The most characters of a slug. */
const LONGEST_SLUG = 60

/**
 * The slug of a title, percent-encoded: browsers show letters of other alphabets decoded.
 *
 * @example slugOf('Où sont les vélos ?') // => 'ou-sont-les-velos'
 */
export const slugOf = (title: string): string => {
  const plain = unaccented(title)
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-|-$/g, '')
  const characters = [...plain]
  const cut = characters.slice(0, LONGEST_SLUG).join('')
  const whole =
    characters.length > LONGEST_SLUG && cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : cut
  return encodeURIComponent(whole) || 'untitled'
}
