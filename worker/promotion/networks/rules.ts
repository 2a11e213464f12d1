import type { Hub } from '../../../site/contract/hub'
import { hasInstances, type Network, type Retired } from '../../../site/contract/networks'
import { isPublicHost } from '../../lib/public-host'

/** The longest host name, in characters. */
const MAX_HOST_LENGTH = 253

/**
 * A server name with what people type around it: `https://`, `acct:me@`, the rest of an address.
 */
const TYPED_SERVER =
  /^(?:https?:\/\/|acct:)?(?:@?[^\s@/:\\]+@)?([^\s@/?#:\\]+?)\.?(?::443)?(?:[/?#].*)?$/i

/**
 * The host name of the server that was typed; `undefined` if it is not a public host name.
 *
 * @example parseServer('@rosa@Mastodon.social') // => 'mastodon.social'
 * @example parseServer('https://mastodon.social/@rosa') // => 'mastodon.social'
 * @example parseServer('localhost') // => undefined
 */
export const parseServer = (typed: string): string | undefined => {
  const [, name = ''] = TYPED_SERVER.exec(typed.trim().replaceAll('＠', '@')) ?? []
  const url = name.length <= MAX_HOST_LENGTH ? URL.parse(`https://${name}/`) : null
  if (!url || url.host.length > MAX_HOST_LENGTH || url.username || url.port) return undefined
  // An IP address is not a server to share on.
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
