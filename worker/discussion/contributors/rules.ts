import { contributions } from '../../../site/contract/limits'

/** The ids of everyone who ever credited a member, by member id. */
export type Givers = ReadonlyMap<string, readonly string[]>

/**
 * Whether a member is credited only within a closed circle: a few people who credit each other and
 * whom no one else credits. Their credits do not count, because no one outside has confirmed them.
 * Hosts are in no circle.
 *
 * @example isInClosedCircle('ann', new Map([['ann', ['bo']], ['bo', ['ann']]]), new Set()) // => true
 */
export const isInClosedCircle = (
  member: string,
  givers: Givers,
  hosts: ReadonlySet<string>,
): boolean => {
  const above = new Set([member])
  for (const id of above) {
    for (const giver of givers.get(id) ?? []) above.add(giver)
    if (above.size > contributions.circle || hosts.has(id)) return false
  }
  if (above.size === 1) return false
  // All of them credit this one, directly or not; it is a circle if this one credits all of them too.
  const reached = new Set([member])
  for (const from of reached)
    for (const id of above) if (givers.get(id)?.includes(from)) reached.add(id)
  return reached.size === above.size
}
