import type { Hub } from '../../../site/contract/hub'
import { hasInstances, type Network, type Retired } from '../../../site/contract/networks'
import { isPublicHost } from '../../lib/public-host'

/** The longest name of a host on the internet. */
const LONGEST = 253

/**
 * What people type around the name of their server: `https://`, `acct:me@`, the rest of an address.
 */
const AROUND =
  /^(?:https?:\/\/|acct:)?(?:@?[^\s@/:\\]+@)?([^\s@/?#:\\]+?)\.?(?::443)?(?:[/?#].*)?$/i

/**
 * The host name of the server that was typed; `undefined` if it is not a public host name.
 *
 * @example serverOf('@rosa@Mastodon.social') // => 'mastodon.social'
 * @example serverOf('https://mastodon.social/@rosa') // => 'mastodon.social'
 * @example serverOf('localhost') // => undefined
 */
export const parseServer = (typed: string): string | undefined => {
  const [, name = ''] = AROUND.exec(typed.trim().replaceAll('＠', '@')) ?? []
  const url = name.length <= LONGEST ? URL.parse(`https://${name}/`) : null
  if (!url || url.host.length > LONGEST || url.username || url.port) return undefined
  // IP addresses are not servers to share on.
  const isName = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(
    url.hostname,
  )
  return isName && isPublicHost(url.hostname) ? url.hostname : undefined
}

/** What the share page of a network shows. */
export type Sharing =
  | { is: 'open'; network: Network & { share: string } }
  | { is: 'retired'; network: Retired }
  | { is: 'missing' }

/** The share page of a network; `missing` for networks with a single server, which need none. */
export const findSharing = (hub: Pick<Hub, 'networks' | 'retired'>, id: string): Sharing => {
  const network = hub.networks.find((each) => each.id === id)
  if (network?.share && hasInstances(network))
    return { is: 'open', network: { ...network, share: network.share } }
  const left = network ? undefined : hub.retired.find((each) => each.id === id)
  return left ? { is: 'retired', network: left } : { is: 'missing' }
}
