import type { Hub } from '../../../site/contract/hub'
import { groupsIn } from '../../../site/contract/permissions'

/** The most groups that a hub has: more of them nobody keeps in mind. */
export const MAX_GROUPS = 200

/** Members in a page of a group, and requests in a page of theirs. */
export const GROUP_PAGE_SIZE = 50

/** The name that the rule of a space gives a group: `idOf('Club riders!') // => 'club-riders'` */
export const groupIdFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Whether rules can name a group so. */
export const isGroupId = (id: string): boolean => /^[a-z0-9-]{1,60}$/.test(id)

/** The groups that the rules of the spaces name. */
export const groupsInRules = ({ spaces }: Pick<Hub, 'spaces'>): string[] => [
  ...new Set(spaces.flatMap(groupsIn)),
]
