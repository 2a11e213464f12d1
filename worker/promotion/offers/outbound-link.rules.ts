import type { Hub } from '../../../site/contract/hub'
import type { Retired } from '../../../site/contract/networks'
import type { Offer, OutboundKind } from '../../../site/contract/offers'
import { phaseAt } from './rules'

/** The target of an outbound link, or why it has none. */
export type OutboundLink =
  | { is: 'open'; to: string; offer?: Offer }
  | { is: 'over'; offer: Offer }
  | { is: 'retired'; network: Retired }
  | { is: 'missing' }

const missing: OutboundLink = { is: 'missing' }

/** The query parameters of the hub that the address does not have yet. */
const parametersFor = (hub: Pick<Hub, 'utm'>, to: URL, id: string) =>
  new URLSearchParams(
    Object.entries(hub.utm)
      .filter(([name]) => !to.searchParams.has(name))
      .map(([name, value]) => [name, value.replaceAll('{id}', id)]),
  ).toString()

/**
 * The address in the content, with the hub's query parameters. Its own query stays as written,
 * because it may be signed. A path always leads to the hub's own host.
 *
 * @example linkTo({ url: 'https://hub.example/', utm: { utm_source: 'hub' } }, '/hire?a', 'bike') // => 'https://hub.example/hire?a&utm_source=hub'
 */
export const linkTo = (
  hub: Pick<Hub, 'url' | 'utm'>,
  written: string,
  id: string,
): string | undefined => {
  const to = URL.parse(written, hub.url)
  if (!to || !/^https?:$/.test(to.protocol)) return undefined
  if (!/^https?:/i.test(written) && to.origin !== new URL(hub.url).origin) return undefined
  const parameters = parametersFor(hub, to, id)
  if (parameters) to.search = [to.search.slice(1), parameters].filter(Boolean).join('&')
  return to.href
}

const openTo = (hub: Hub, written: string, id: string, offer?: Offer): OutboundLink => {
  const to = linkTo(hub, written, id)
  return to ? { is: 'open', to, ...(offer && { offer }) } : missing
}

const toOffer = (hub: Hub, id: string, now: Date): OutboundLink => {
  const offer = hub.offers.find((each) => each.id === id)
  const phase = offer && phaseAt(offer, now)
  if (!offer || phase === 'ahead') return missing
  return phase === 'over' ? { is: 'over', offer } : openTo(hub, offer.action.url, id, offer)
}

const toNetwork = (hub: Hub, id: string): OutboundLink => {
  const network = hub.networks.find((each) => each.id === id)
  if (network) return openTo(hub, network.follow, id)
  const left = hub.retired.find((each) => each.id === id)
  return left ? { is: 'retired', network: left } : missing
}

/** The target of an outbound link: from the content only, never from what a visitor sends. */
export const resolveLink = (hub: Hub, kind: OutboundKind, id: string, now: Date): OutboundLink =>
  kind === 'offer' ? toOffer(hub, id, now) : toNetwork(hub, id)
