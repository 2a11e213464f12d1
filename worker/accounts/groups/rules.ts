import type { Hub } from '../../../site/contract/hub'
import { groupsIn } from '../../../site/contract/permissions'

/** The most groups of a hub: more would be hard to keep track of. */
export const MAX_GROUPS = 200

/** Members on a page of a group, and requests on a page of the desk. */
export const GROUP_PAGE_SIZE = 50

/** An id made from a name: `groupIdFrom('Club riders!') // => 'club-riders'` */
export const groupIdFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Whether `spaces.yaml` can refer to a group by this id. */
export const isGroupId = (id: string): boolean => /^[a-z0-9-]{1,60}$/.test(id)

/** The ids of the groups that the rules of the spaces refer to. */
export const groupsInRules = ({ spaces }: Pick<Hub, 'spaces'>): string[] => [
  ...new Set(spaces.flatMap(groupsIn)),
]
