import type { Contact, Link } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { topicKinds } from '../../../site/contract/vocabulary'
import { memberCommentForm } from '../comments/form'
import type { NoPermission } from '../comments/rules'
import { REASON_LIMIT } from '../../audit/rules'
import {
  type Busy,
  type Checked,
  defineForm,
  type Fault,
  type FormField,
  type GeneralFault,
  type Input,
  type Plain,
} from '../../lib/define-form'
import {
  checkbox,
  choice,
  email,
  line,
  optional,
  withFallback,
  raw,
  website,
} from '../../lib/form-fields'
import { guardFields } from '../spam/form'
import { toEmail, toWebsite } from '../../lib/email-and-url'
import { clean, cleanLine } from '../../lib/clean-text'
import { kindOf, topicLimits, splitTags, tagOf, tagsIn, type TopicContent } from './rules'

/** The fields of a resource's links and contacts: `link1Label`, `contact2Email`. */
export const linkNumbers = [1, 2, 3, 4, 5] as const
export const contactNumbers = [1, 2, 3] as const
type LinkNumber = (typeof linkNumbers)[number]
type ContactNumber = (typeof contactNumbers)[number]

type TagProblem =
  | { reason: 'tag-unreadable' }
  | { reason: 'tag-too-long'; max: number }
  | { reason: 'tags-too-many'; max: number }

const problemInTags = (tags: string[]): TagProblem | undefined => {
  if (tags.includes('')) return { reason: 'tag-unreadable' }
  if (tags.some((tag) => tag.length > topicLimits.tag))
    return { reason: 'tag-too-long', max: topicLimits.tag }
  return new Set(tags).size > topicLimits.tags
    ? { reason: 'tags-too-many', max: topicLimits.tags }
    : undefined
}

const tags: FormField<string[], TagProblem> = {
  isRequired: false,
  isList: false,
  schema: () => ({
    type: 'string',
    description: `Up to ${topicLimits.tags} tags of up to ${topicLimits.tag} characters, with commas between them.`,
  }),
  read: (sent) => {
    const problem = problemInTags(splitTags(sent).map(tagOf))
    return problem ? { problem } : { value: tagsIn(sent) }
  },
}

/** Digits and the separators that people type. */
const PHONE = /^[+(]?\d[\d ()./-]{3,30}$/

const phone: FormField<string, Plain<'phone-empty' | 'phone'>> = {
  isRequired: true,
  isList: false,
  schema: () => ({
    type: 'string',
    description: 'A telephone number.',
    pattern: PHONE.source,
  }),
  read: (sent) => {
    const value = cleanLine(sent)
    if (value === '') return { problem: { reason: 'phone-empty' } }
    return PHONE.test(sent.trim()) ? { value } : { problem: { reason: 'phone' } }
  },
}

const fields = {
  kind: withFallback(choice({ meaning: 'What it is.', of: topicKinds }), 'question'),
  space: raw({ meaning: 'The space that it is started in.' }),
  title: line({ meaning: 'What it is about.', max: topicLimits.title, prefix: 'title' }),
  body: memberCommentForm.fields.body,
  tags,
  ...guardFields,
  seen: raw({ meaning: 'The title for which similar conversations were shown.' }),
  preview: checkbox({ meaning: 'Shows how the topic will look, and saves nothing.' }),
}

const linkParts = {
  Label: optional(
    line({ meaning: 'What a link leads to.', max: topicLimits.label, prefix: 'label' }),
  ),
  Url: optional(website({ meaning: 'The address of a link.' })),
}

const contactParts = {
  Name: optional(line({ meaning: 'Whom to ask.', max: topicLimits.label, prefix: 'contact-name' })),
  Email: optional(email({ meaning: 'Their email address, for everybody to read.' })),
  Phone: optional(phone),
  Url: optional(website({ meaning: 'Their website.' })),
}

type Numbered<Name extends string, Part> = {
  [Key in keyof Part & string as `${Name}${Key}`]: Part[Key]
}

const numbered = <const Name extends string, Part extends object>(name: Name, parts: Part) =>
  Object.fromEntries(
    Object.entries(parts).map(([part, field]) => [`${name}${part}`, field]),
  ) as Numbered<Name, Part>

/** A question or an idea. */
export const topicForm = defineForm(fields)

/** A resource: with links and contacts. It reads the forms of all kinds. */
export const resourceForm = defineForm({
  ...fields,
  ...numbered('link1', linkParts),
  ...numbered('link2', linkParts),
  ...numbered('link3', linkParts),
  ...numbered('link4', linkParts),
  ...numbered('link5', linkParts),
  ...numbered('contact1', contactParts),
  ...numbered('contact2', contactParts),
  ...numbered('contact3', contactParts),
})

export type TopicInput = Input<typeof resourceForm>
export type TopicField = keyof TopicInput

const reason = raw({ meaning: 'Why, for the audit log.', maxLength: REASON_LIMIT })

/** Moves a topic into another space. */
export const moveForm = defineForm({
  space: choice({
    meaning: 'The id of the space.',
    of: ({ spaces }: Pick<Hub, 'spaces'>) => spaces.map(({ id }) => id),
    prefix: 'space',
  }),
  reason,
})

/** Merges a topic into another conversation. */
export const mergerForm = defineForm({
  into: raw({ meaning: 'The address or id of that conversation.' }),
  reason,
})

/** Why a topic is refused, and the field that is at fault. */
export type TopicFault =
  | Fault<typeof resourceForm>
  | { field: `link${LinkNumber}Url`; reason: 'link-empty' }
  | { field: `contact${ContactNumber}Name`; reason: 'contact-name-empty' }
  | { field: `contact${ContactNumber}Email`; reason: 'contact-way' }
  | TopicRefusal

/** Why a member may not start or edit a topic like this. */
export type TopicRefusal =
  | { field: 'tags'; reason: 'tag-new'; tags: string[] }
  | SpaceRefusal<'no-space' | NoPermission>
  | Busy
  | GeneralFault<'signed-out' | 'silenced' | 'changed'>

type SpaceRefusal<Reason extends string> = Reason extends string
  ? { field: 'space'; reason: Reason }
  : never

/** A label without an address. */
const faultsInLink = (input: TopicInput, n: LinkNumber): TopicFault[] =>
  input[`link${n}Label`].trim() && !input[`link${n}Url`].trim()
    ? [{ field: `link${n}Url`, reason: 'link-empty' }]
    : []

/** A contact without a name, or without a way to reach them. */
const faultsInContact = (input: TopicInput, n: ContactNumber): TopicFault[] => {
  const hasName = cleanLine(input[`contact${n}Name`]) !== ''
  const isReachable = (['Email', 'Phone', 'Url'] as const).some((part) =>
    input[`contact${n}${part}`].trim(),
  )
  if (hasName === isReachable) return []
  return hasName
    ? [{ field: `contact${n}Email`, reason: 'contact-way' }]
    : [{ field: `contact${n}Name`, reason: 'contact-name-empty' }]
}

const checkResource = (input: TopicInput, hub: Pick<Hub, 'comments'>): TopicFault[] => {
  const faults: TopicFault[] = [
    ...(resourceForm.check(input, hub).faults ?? []),
    ...linkNumbers.flatMap((n) => faultsInLink(input, n)),
    ...contactNumbers.flatMap((n) => faultsInContact(input, n)),
  ]
  const placeOf = ({ field }: TopicFault) => resourceForm.names.indexOf(field as TopicField)
  return faults.toSorted((one, other) => placeOf(one) - placeOf(other))
}

const linksIn = (input: TopicInput): Link[] =>
  linkNumbers.flatMap((n) => {
    const url = toWebsite(input[`link${n}Url`])
    return url ? [{ label: cleanLine(input[`link${n}Label`]) || new URL(url).host, url }] : []
  })

const contactsIn = (input: TopicInput): Contact[] =>
  contactNumbers.flatMap((n) => {
    const name = cleanLine(input[`contact${n}Name`])
    const email = toEmail(input[`contact${n}Email`])
    const phone = cleanLine(input[`contact${n}Phone`]) || undefined
    const url = toWebsite(input[`contact${n}Url`])
    return name
      ? [{ name, ...(email && { email }), ...(phone && { phone }), ...(url && { url }) }]
      : []
  })

/** The content of a form, also one with faults. Only a resource has links and contacts. */
export const contentOf = (input: TopicInput): TopicContent => {
  const kind = kindOf(input.kind)
  const isResource = kind === 'resource'
  return {
    kind,
    space: input.space,
    title: cleanLine(input.title),
    body: clean(input.body),
    tags: tagsIn(input.tags),
    links: isResource ? linksIn(input) : [],
    contacts: isResource ? contactsIn(input) : [],
  }
}

/** The content of a topic, or all its faults in the order of the form. */
export const checkTopic = (
  input: TopicInput,
  hub: Pick<Hub, 'comments'>,
): Checked<TopicContent, TopicFault> => {
  const isResource = kindOf(input.kind) === 'resource'
  const [first, ...more] = isResource
    ? checkResource(input, hub)
    : (topicForm.check(input, hub).faults ?? [])
  return first ? { faults: [first, ...more] } : { values: contentOf(input) }
}

/** The input with which the form of an existing topic is filled. */
export const topicInputOf = ({
  kind,
  space,
  title,
  body,
  tags: all,
  links,
  contacts,
}: TopicContent): TopicInput => ({
  ...resourceForm.blank,
  kind,
  space,
  title,
  body,
  tags: all.join(', '),
  ...Object.fromEntries(
    links.flatMap(({ label, url }, at) => [
      [`link${at + 1}Label`, label],
      [`link${at + 1}Url`, url],
    ]),
  ),
  ...Object.fromEntries(
    contacts.flatMap(({ name, email: mail = '', phone: number = '', url = '' }, at) => [
      [`contact${at + 1}Name`, name],
      [`contact${at + 1}Email`, mail],
      [`contact${at + 1}Phone`, number],
      [`contact${at + 1}Url`, url],
    ]),
  ),
})

/** Used in place of a conversation's id in the timestamp of the form that starts a topic. */
export const START_FORM = 'start'
