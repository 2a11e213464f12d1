import type { Hub } from '../../../site/contract/hub'
import { jsonForScript } from '../../lib/json-script'
import type { Member } from '../../accounts/members/table'
import { linksOf } from '../../accounts/members/public-profile.rules'

/** The absolute URL of a person’s page. */
export const profileAddress = (
  { paths, url }: Pick<Hub, 'url' | 'paths'>,
  handle: string,
): string => `${new URL(url).origin}${paths.person(handle)}`

/** A member’s page as JSON-LD, escaped for a script element. */
export const profileData = (hub: Hub, member: Member, now: Date): string => {
  const url = profileAddress(hub, member.handle)
  const sameAs = linksOf(member, now).map((link) => link.url)
  return jsonForScript({
    '@context': 'https://schema.org',
    '@type': 'ProfilePage',
    '@id': url,
    url,
    isPartOf: { '@id': `${hub.url}#hub` },
    dateCreated: member.createdAt.toISOString(),
    dateModified: member.updatedAt.toISOString(),
    mainEntity: {
      '@type': 'Person',
      '@id': `${url}#person`,
      name: member.name,
      alternateName: member.handle,
      url,
      ...(member.about && { description: member.about }),
      ...(sameAs.length > 0 && { sameAs }),
    },
  })
}
