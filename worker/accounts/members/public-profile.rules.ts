import type { Hub } from '../../../site/contract/hub'
import { type Level, limitsOf } from '../../../site/contract/permissions'
import { isBanned } from './ban.rules'
import type { Member, ProfileLink } from './table'

/** The level shown on a page; the second for a new member, who has none stored yet. */
export const shownLevelOf = (
  { levels }: Pick<Hub, 'levels'>,
  { level }: Pick<Member, 'level'>,
): Level => levels.find(({ id }) => id === level) ?? levels[1] ?? levels[0]!

/** Whether search engines may follow a member's own links. */
export const hasFollowedLinks = (
  hub: Pick<Hub, 'levels'>,
  member: Pick<Member, 'role' | 'level'>,
) =>
  limitsOf({ role: member.role ?? 'member', level: shownLevelOf(hub, member), groups: [] })
    .followedLinks

/**
 * The website and links shown on a page; none while the member is banned. Members with a file in
 * `content/people/` have their website there.
 */
export const linksOf = (
  member: Pick<Member, 'website' | 'isWebsiteMutual' | 'links' | 'bannedUntil'>,
  now: Date,
  hasFile = false,
): ProfileLink[] => {
  if (isBanned(member, now)) return []
  const { website, isWebsiteMutual } = member
  const first = website && !hasFile ? [{ url: website, isMutual: isWebsiteMutual }] : []
  return [...first, ...member.links.filter(({ url }) => url !== first[0]?.url)]
}

/** A URL as it is shown: `shortUrl('https://rosa.example/me/') // => 'rosa.example/me'` */
export const shortUrl = (url: string): string =>
  url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')
