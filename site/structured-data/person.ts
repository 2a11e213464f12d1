import { absolute } from '../hub/absolute'
import { paths, people } from '../hub/settings'
import type { Person } from '../people/schema'
import { companyId, hubId } from './site'

/** An author, for use in other structured data. */
export const personFacts = (handle: string) => {
  const person = people[handle]
  return {
    '@type': 'Person',
    '@id': `${absolute(paths.person(handle))}#person`,
    name: person?.name ?? handle,
    url: absolute(paths.person(handle)),
  }
}

/** The profile of a person. */
export const profileFacts = (person: Person) => ({
  '@type': 'ProfilePage',
  '@id': absolute(paths.person(person.handle)),
  url: absolute(paths.person(person.handle)),
  isPartOf: { '@id': hubId() },
  mainEntity: {
    ...personFacts(person.handle),
    ...(person.about && { description: person.about }),
    ...(person.role && { jobTitle: person.role, worksFor: { '@id': companyId() } }),
    ...(person.website && { sameAs: [person.website] }),
  },
})
