import type { Hub } from '../../../site/contract/hub'
import type { Offer } from '../../../site/contract/offers'
import { describeRule } from '../../../site/contract/permissions'
import { dateFormat } from '../../lib/date-format'
import { hasAudience, phaseAt } from './rules'

/** A day on the hub's calendar: `1 December 2026`. */
export const formatOfferDay = ({ language, timezone }: Hub, at: number): string =>
  dateFormat(language, { dateStyle: 'long', timeZone: timezone }).format(at)

/** An offer's audience, within a sentence. */
const forWhom = ({ levels }: Hub, { audience }: Offer): string => {
  if (audience === 'guests') return 'guests'
  if (audience === 'members') return 'members'
  if (audience.startsWith('group:')) return `the group ${audience.slice('group:'.length)}`
  return describeRule(audience, levels)
}

/** The total clicks of an offer, and the time to judge it by. */
interface Measure {
  taken: number
  now: Date
}

const whenAndWhether = (hub: Hub, offer: Offer, { taken, now }: Measure): string => {
  const { start, end, cap = Infinity } = offer
  const standing = phaseAt(offer, now)
  if (standing === 'over') return `Over since ${formatOfferDay(hub, end!)}`
  if (standing === 'ahead') return `Starts ${formatOfferDay(hub, start!)}`
  return taken < cap ? 'On' : 'Full'
}

/**
 * An offer's state and audience, for hosts.
 *
 * @example standingInWords(hub, offer, { taken: 50, now }) // => 'Full, for members'
 */
export const phaseMessage = (hub: Hub, offer: Offer, measure: Measure): string => {
  const standing = whenAndWhether(hub, offer, measure)
  return hasAudience(offer) ? `${standing}, for ${forWhom(hub, offer)}` : standing
}
