import { isPublicHost } from '../../worker/lib/public-host'
import type { NetworkSettings } from '../../site/networks/schema'
import type { Settings } from '../../site/parser/settings'
import { Fault } from '../cli-error'
import { visible } from '../escape-control'
import { accountOf, isHere, missingIn, readSecrets, secretsFile } from './accounts'
import { bluesky } from './bluesky'
import { mastodon } from './mastodon'
import type { Account, Network } from './network'

const NETWORKS: readonly Network[] = [mastodon, bluesky]

/** A network that a post goes to, with the account it goes to. */
export interface Target {
  network: Network
  own: NetworkSettings
  account: Account
}

/**
 * The networks that are asked for, as `networks.yaml` has them; whether they are set up or not.
 *
 * @param to ids of networks, with commas; default: all that there are
 */
export const chooseTargets = (
  { networks }: Settings,
  to: string | undefined,
  state: string,
): Target[] => {
  const ids = to?.split(',').map((id) => id.trim())
  const known = NETWORKS.map(({ id }) => id)
  const strange = ids?.find((id) => !known.some((one) => one === id))
  if (strange !== undefined)
    throw new Fault(`--to takes ${known.join(' and ')}, with a comma; found ${visible(strange)}.`)
  const secrets = readSecrets(state)
  const chosen = NETWORKS.filter(({ id }) => !ids || ids.includes(id)).flatMap((network) => {
    const own = networks.find(({ id }) => id === network.id)
    if (own && !own.retired) return [{ network, own, account: accountOf(network, own, secrets) }]
    if (ids) throw new Fault(whyNot(network, own))
    return []
  })
  if (chosen.length > 0) return chosen
  throw new Fault(`networks.yaml has none of the networks that take posts: ${known.join(', ')}.`)
}

const whyNot = ({ id }: Network, own: NetworkSettings | undefined) =>
  own
    ? `${own.name} is retired in networks.yaml: nothing is announced there.`
    : `networks.yaml has no network \`${id}\`: add it, with your own page there as \`follow\`.`

/**
 * Those of the networks that can be sent to. The others are passed over, and that is told, unless
 * they were asked for by name.
 */
export const expectSetUp = (targets: readonly Target[], isNamed: boolean, state: string) => {
  const lacking = targets.filter(({ network, account }) => missingIn(network, account).length > 0)
  const ready = targets.filter((target) => !lacking.includes(target))
  if (lacking.length === 0) return ready
  const lines = lacking
    .map(
      ({ network, own, account }) =>
        `${own.name} needs ${missingIn(network, account).join(' and ')}.`,
    )
    .join('\n')
  const how = `cli/README.md tells where to get them; they go into the environment or ${secretsFile(state)}.`
  if (ready.length === 0 || isNamed) throw new Fault(`${lines}\n${how}`)
  console.log(`Not set up, and passed over: ${lines} ${how}\n`)
  return ready
}

/** Strangers can not follow a link into this machine; a server on this machine is told of it all the same. */
export const expectPublic = (address: string, { account }: Target) => {
  if (isPublicHost(new URL(address).hostname) || isHere(account.server)) return
  throw new Fault(
    `${address} is no address that anybody else can read. Put into \`url\` of hub.yaml where the hub lives.`,
  )
}
