import type { Hub } from '../../../site/contract/hub'
import { hasInstances, type Network, type Retired } from '../../../site/contract/networks'
import { isPublicHost } from '../../lib/public-host'

/** The longest name of a host on the internet. */
const LONGEST = 253

/** What people write around the name of their server: `https://`, `acct:me@`, the rest of an address. */
const AROUND =
  /^(?:https?:\/\/|acct:)?(?:@?[^\s@/:\\]+@)?([^\s@/?#:\\]+?)\.?(?::443)?(?:[/?#].*)?$/i

/**
 * The server that somebody meant, by its name as the internet has it; nothing, where that is no name
 * of a host that all can reach.
 *
 * @example serverOf('@rosa@Mastodon.social') // => 'mastodon.social'
 * @example serverOf('https://mastodon.social/@rosa') // => 'mastodon.social'
 * @example serverOf('localhost') // => undefined
 */
export const serverOf = (typed: string): string | undefined => {
  const [, name = ''] = AROUND.exec(typed.trim().replaceAll('＠', '@')) ?? []
  const url = name.length <= LONGEST ? URL.parse(`https://${name}/`) : null
  if (!url || url.host.length > LONGEST || url.username || url.port) return undefined
  // Numbers name machines and no servers of people.
  const isName = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(
    url.hostname,
  )
  return isName && isPublicHost(url.hostname) ? url.hostname : undefined
}

/** What there is at the address where a network's readers say which server is theirs. */
export type Sharing =
  | { is: 'open'; network: Network & { share: string } }
  | { is: 'retired'; network: Retired }
  | { is: 'missing' }

/** Whether there is something to ask about a network; one with a single server needs no page. */
export const sharingAt = (hub: Pick<Hub, 'networks' | 'retired'>, id: string): Sharing => {
  const network = hub.networks.find((each) => each.id === id)
  if (network?.share && hasInstances(network))
    return { is: 'open', network: { ...network, share: network.share } }
  const left = network ? undefined : hub.retired.find((each) => each.id === id)
  return left ? { is: 'retired', network: left } : { is: 'missing' }
}
