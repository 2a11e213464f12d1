import type { Hub } from '../../../site/contract/hub'
import type { Offer } from '../../../site/contract/offers'
import { describeRule } from '../../../site/contract/permissions'
import { dateFormat } from '../../lib/date-format'
import { hasAudience, phaseAt } from './rules'

/** A day in the hub's time zone: `1 December 2026`. */
export const formatOfferDay = ({ language, timezone }: Hub, at: number): string =>
  dateFormat(language, { dateStyle: 'long', timeZone: timezone }).format(at)

/** The audience of an offer, for use in a sentence. */
const audienceName = ({ levels }: Hub, { audience }: Offer): string => {
  if (audience === 'guests') return 'guests'
  if (audience === 'members') return 'members'
  if (audience.startsWith('group:')) return `the group ${audience.slice('group:'.length)}`
  return describeRule(audience, levels)
}

interface OfferState {
  /** All clicks of the offer. */
  taken: number
  now: Date
}

const phaseName = (hub: Hub, offer: Offer, { taken, now }: OfferState): string => {
  const { start, end, cap = Infinity } = offer
  const phase = phaseAt(offer, now)
  if (phase === 'over') return `Over since ${formatOfferDay(hub, end!)}`
  if (phase === 'ahead') return `Starts ${formatOfferDay(hub, start!)}`
  return taken < cap ? 'On' : 'Full'
}

/**
 * An offer's state and audience, for hosts.
 *
 * @example phaseMessage(hub, offer, { taken: 50, now }) // => 'Full, for members'
 */
export const phaseMessage = (hub: Hub, offer: Offer, state: OfferState): string => {
  const phase = phaseName(hub, offer, state)
  return hasAudience(offer) ? `${phase}, for ${audienceName(hub, offer)}` : phase
}
