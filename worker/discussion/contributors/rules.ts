import { contributions } from '../../../site/contract/limits'

/** Who credits whom: by the id of a member, those who ever credited them. */
export type Givers = ReadonlyMap<string, readonly string[]>

/**
 * Whether somebody is praised only within a circle: each of its few people by some of the others,
 * and none of them by anybody else. Nobody has vouched for such a circle, and so what they do for
 * each other counts nothing. A host is in none.
 *
 * @example isInClosedCircle('ann', new Map([['ann', ['bo']], ['bo', ['ann']]]), new Set()) // => true
 */
export const isInClosedCircle = (
  somebody: string,
  givers: Givers,
  hosts: ReadonlySet<string>,
): boolean => {
  const above = new Set([somebody])
  for (const id of above) {
    for (const giver of givers.get(id) ?? []) above.add(giver)
    if (above.size > contributions.circle || hosts.has(id)) return false
  }
  if (above.size === 1) return false
  // All of them praise this one; it is a circle if this one's praise comes around to each of them.
  const reached = new Set([somebody])
  for (const from of reached)
    for (const id of above) if (givers.get(id)?.includes(from)) reached.add(id)
  return reached.size === above.size
}
