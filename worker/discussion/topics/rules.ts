import type { Contact, Link } from '../../../site/contract/conversation'
import { type TopicKind, topicKinds } from '../../../site/contract/vocabulary'
import { cleanLine } from '../../lib/clean-text'

/** Characters in the longest title, tag and label; how many tags there are at most. */
export const topicLimits = { title: 140, tag: 40, tags: 5, label: 100 } as const

/** The kind that somebody chose; a question, unless they say otherwise. */
export const kindOf = (typed: string): TopicKind =>
  topicKinds.find((kind) => kind === typed) ?? 'question'

/** What a topic says, in its parts, cleaned as it is stored. */
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
 * A name that can stand in an address, as content in git has it; empty when no letter is left.
 *
 * @example tagOf(' Cargo Bikes ') // => 'cargo-bikes'
 */
export const tagOf = (typed: string): string =>
  unaccented(typed)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** What somebody typed with commas between. */
export const splitTags = (tags: string) => tags.split(',').map(cleanLine).filter(Boolean)

/** The tags that somebody typed with commas between them, each once. */
export const tagsIn = (typed: string): string[] => [
  ...new Set(splitTags(typed).map(tagOf).filter(Boolean)),
]

/** Words of a title that stand in its address. */
const LONGEST_SLUG = 60

/**
 * A title as it stands in an address, ready for one: letters of other alphabets are written in
 * percents there, and browsers show them as letters.
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
