import type { Hub } from '../../../site/contract/hub'
import {
  type Busy,
  type Checked,
  defineForm,
  type Fault,
  type FormField,
  type Input,
  type Plain,
  type Values,
} from '../../lib/define-form'
import { clean } from '../../lib/clean-text'
import { line, optional, personName, website } from '../../lib/form-fields'
import {
  handleFault,
  type HandleFault,
  type HandleHub,
  LONGEST_HANDLE,
} from '../../accounts/members/handle.rules'
import { SHORTEST_HANDLE, toHandle } from '../../accounts/members/handle.rules'
import type { ProfileFields } from '../../accounts/members/profile.commands'
import type { Member, ProfileLink } from '../../accounts/members/table'
import { hasFile } from './rules'

/** The longest line about oneself, in characters. */
export const ABOUT_LIMIT = 160

type HandleContext = HandleHub & { member: Pick<Member, 'handle' | 'person'> }

/** A handle that stays as it is has no fault. */
const handle: FormField<string, Plain<`handle-${HandleFault}`>, HandleContext> = {
  isRequired: true,
  isList: false,
  schema: () => ({
    type: 'string',
    description: 'The end of the address of the member’s page: letters a to z, digits, hyphens.',
    minLength: SHORTEST_HANDLE,
    maxLength: LONGEST_HANDLE,
  }),
  read: (sent, { member, ...hub }) => {
    const value = toHandle(sent)
    if (value === member.handle.toLowerCase()) return { value }
    const fault = handleFault(sent, hub, member.person)
    return fault
      ? { problem: { reason: `handle-${fault}` } as Plain<`handle-${HandleFault}`> }
      : { value }
  },
}

const link = optional(website({ meaning: 'A page of the member’s elsewhere.' }))

const links = { link1: link, link2: link, link3: link, link4: link, link5: link }

/** The fields for links. */
export const linkFields = ['link1', 'link2', 'link3', 'link4', 'link5'] as const

const signature = personName({ meaning: 'The name that the member signs with.' })

/** Checked as it is stored: a line feed in a pasted name is a space. */
const name: typeof signature = {
  ...signature,
  read: (sent, context) => signature.read(clean(sent).replace(/\s+/g, ' '), context),
}

/** What a member says about themselves. */
export const profileForm = defineForm({
  name,
  handle,
  about: optional(line({ meaning: 'A line about the member.', max: ABOUT_LIMIT, prefix: 'about' })),
  website: optional(website({ meaning: 'The member’s website.' })),
  ...links,
})

/** The form for a member whose other fields come from a file in `content/people/`. */
export const filedProfileForm = defineForm({ handle, ...links })

export type ProfileInput = Input<typeof profileForm>
export type ProfileValues = Values<typeof filedProfileForm> & Partial<Values<typeof profileForm>>
export type ProfileFault = Fault<typeof profileForm> | Exclude<Busy, { reason: 'too-many' }>

/** The form’s values before anything is typed. */
export const profileInputOf = (member: Member): ProfileInput => ({
  name: member.name,
  handle: member.handle,
  about: member.about ?? '',
  website: member.website ?? '',
  ...(Object.fromEntries(
    linkFields.map((field, at) => [field, member.links[at]?.url ?? '']),
  ) as Record<(typeof linkFields)[number], string>),
})

/** The profile’s values, or every fault in the order of the form. */
export const checkProfile = (
  input: ProfileInput,
  hub: Pick<Hub, 'people' | 'reservedNames'>,
  member: Pick<Member, 'handle' | 'person'>,
): Checked<ProfileValues, ProfileFault> => {
  const { people, reservedNames } = hub
  const context = { people, reservedNames, member }
  return hasFile(hub, member)
    ? filedProfileForm.check(input, context)
    : profileForm.check(input, context)
}

/** The stored link if it links back; the others are checked again. */
const known = (links: readonly ProfileLink[], url: string): ProfileLink =>
  links.find((each) => each.url === url && each.isMutual) ?? { url }

/**
 * What is stored of a profile. A link links back to the address of one handle, so with another
 * handle every link is checked again.
 */
export const profileOf = (
  values: ProfileValues,
  hub: Pick<Hub, 'people'>,
  member: Member,
): ProfileFields => {
  const isSame = values.handle === member.handle.toLowerCase()
  const before = isSame ? member.links : []
  const urls = new Set(linkFields.flatMap((field) => values[field] ?? []))
  const own = Array.from(urls, (url) => known(before, url))
  if (hasFile(hub, member)) return { links: own }
  const url = values.website ?? null
  return {
    name: values.name!,
    about: values.about ?? null,
    website: url,
    isWebsiteMutual: isSame && url === member.website && member.isWebsiteMutual,
    links: own,
  }
}
