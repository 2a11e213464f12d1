import type { Words } from './words'

/** Characters in the longest title, tag and label; how many tags there are at most. */
export const limits = { title: 140, tag: 40, tags: 5, label: 100 } as const

/** The fields of a resource's links and contacts: `link1Label`, `contact2Email`. */
export const linkNumbers = [1, 2, 3, 4, 5] as const
export const contactNumbers = [1, 2, 3] as const
export type LinkNumber = (typeof linkNumbers)[number]
export type ContactNumber = (typeof contactNumbers)[number]
const linkParts = ['Label', 'Url'] as const
export const contactParts = ['Name', 'Email', 'Phone', 'Url'] as const
export type LinkField = `link${LinkNumber}${(typeof linkParts)[number]}`
export type ContactField = `contact${ContactNumber}${(typeof contactParts)[number]}`

const linkFields = linkNumbers.flatMap((n) => linkParts.map((part) => `link${n}${part}` as const))
const contactFields = contactNumbers.flatMap((n) =>
  contactParts.map((part) => `contact${n}${part}` as const),
)

/** All that somebody types who starts a topic: promises (worker/README.md). */
export const topicFields = [
  ...(['kind', 'space', 'title', 'body', 'tags'] as const),
  ...linkFields,
  ...contactFields,
] as const
export type TopicField = (typeof topicFields)[number]

/** What somebody typed, as they typed it. */
export type Typed = Record<TopicField, string>

/** What the form of a topic holds before anything is typed. */
export const untyped = Object.fromEntries(topicFields.map((field) => [field, ''])) as Typed

/** What a topic says, as its form has it: to be changed. */
export const typedOf = ({ kind, space, title, body, tags, links, contacts }: Words): Typed => ({
  ...untyped,
  kind,
  space,
  title,
  body,
  tags: tags.join(', '),
  ...Object.fromEntries(
    links.flatMap(({ label, url }, at) => [
      [`link${at + 1}Label`, label],
      [`link${at + 1}Url`, url],
    ]),
  ),
  ...Object.fromEntries(
    contacts.flatMap(({ name, email = '', phone = '', url = '' }, at) => [
      [`contact${at + 1}Name`, name],
      [`contact${at + 1}Email`, email],
      [`contact${at + 1}Phone`, phone],
      [`contact${at + 1}Url`, url],
    ]),
  ),
})

/** Under this name the form of a topic is stamped: it belongs to no conversation yet. */
export const START = 'start'
