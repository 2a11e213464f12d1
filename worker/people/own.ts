import type { Hub } from '../../site/contract'
import { handleFault, type HandleFault, toHandle } from '../members/handles'
import type { OwnWords } from '../members/profile'
import type { Member, OwnLink } from '../members/table'
import { toWebsite, type WebsiteFault, websiteFault } from '../text/addresses'
import { type NameFault, nameFault } from '../text/names'
import { cleanLine, lengthOf } from '../text/words'

/** The longest line about oneself, in characters. */
export const ABOUT_LIMIT = 160

/** The fields for links. */
export const linkFields = ['link1', 'link2', 'link3', 'link4', 'link5'] as const

export const ownFields = ['name', 'handle', 'about', 'website', ...linkFields] as const
export type OwnField = (typeof ownFields)[number]

/** What somebody typed about themselves, as they typed it. */
export type Typed = Record<OwnField, string>

export type OwnFault =
  | { field: 'name'; reason: `name-${NameFault}` }
  | { field: 'handle'; reason: `handle-${HandleFault}` }
  | { field: 'about'; reason: 'about-too-long' }
  | { field: 'website' | (typeof linkFields)[number]; reason: `website-${WebsiteFault}` }
  | { field: 'form'; reason: 'too-fast' | 'not-saved' }

/** How the hub answers a fault. */
export const statusOf = ({ reason }: OwnFault) => {
  if (reason === 'too-fast') return 429
  return reason === 'not-saved' ? 503 : 422
}

/** Whether a file in `content/people/` says who this member is. */
export const hasFile = (
  { people }: Pick<Hub, 'people'>,
  { person }: Pick<Member, 'person'>,
): boolean => person !== null && Object.hasOwn(people, person)

/** What the form holds before anything is typed. */
export const typedOf = (member: Member): Typed => ({
  name: member.name,
  handle: member.handle,
  about: member.about ?? '',
  website: member.website ?? '',
  ...(Object.fromEntries(
    linkFields.map((field, at) => [field, member.links[at]?.url ?? '']),
  ) as Record<(typeof linkFields)[number], string>),
})

const addressFaults = (
  typed: Typed,
  fields: readonly ('website' | (typeof linkFields)[number])[],
) =>
  fields.flatMap((field) => {
    const fault = websiteFault(typed[field])
    return fault ? [{ field, reason: `website-${fault}` } as const] : []
  })

/** All that is wrong with what a member typed, in the order of the form. */
export const faultsInOwn = (typed: Typed, hub: Hub, member: Member): OwnFault[] => {
  const isFiled = hasFile(hub, member)
  const unnamed = isFiled ? undefined : nameFault(cleanLine(typed.name), hub.reservedNames)
  const isChanged = toHandle(typed.handle) !== member.handle.toLowerCase()
  const unhandled = isChanged ? handleFault(typed.handle, hub, member.person) : undefined
  const isLong = !isFiled && lengthOf(cleanLine(typed.about)) > ABOUT_LIMIT
  return [
    ...(unnamed ? [{ field: 'name', reason: `name-${unnamed}` } as const] : []),
    ...(unhandled ? [{ field: 'handle', reason: `handle-${unhandled}` } as const] : []),
    ...(isLong ? [{ field: 'about', reason: 'about-too-long' } as const] : []),
    ...addressFaults(typed, isFiled ? linkFields : ['website', ...linkFields]),
  ]
}

/** A link as it was, if the hub knows that it links back; the others are looked at again. */
const kept = (known: readonly OwnLink[], url: string): OwnLink =>
  known.find((link) => link.url === url && link.isMutual) ?? { url }

/**
 * What is kept of what a member typed. What was known of a link holds for the address it leads back
 * to, so that with another handle nothing is known.
 */
export const ownWordsOf = (typed: Typed, hub: Hub, member: Member): OwnWords => {
  const isSame = toHandle(typed.handle) === member.handle.toLowerCase()
  const known = isSame ? member.links : []
  const urls = new Set(linkFields.flatMap((field) => toWebsite(typed[field]) ?? []))
  const links = Array.from(urls, (url) => kept(known, url))
  if (hasFile(hub, member)) return { links }
  const website = toWebsite(typed.website) ?? null
  return {
    name: cleanLine(typed.name),
    about: cleanLine(typed.about) || null,
    website,
    isWebsiteMutual: isSame && website === member.website && member.isWebsiteMutual,
    links,
  }
}
