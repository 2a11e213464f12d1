import { isPublicHost } from '../../worker/lib/public-host'
import type { NetworkSettings } from '../../site/networks/schema'
import type { Settings } from '../../site/parser/settings'
import { CliError } from '../cli-error'
import { escapeControl } from '../escape-control'
import { accountOf, isLocalServer, missingSecrets, readSecrets, secretsFile } from './accounts'
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
 * The networks to announce on, whether or not their secrets are set.
 *
 * @param to ids of networks, separated by commas; default: all in `networks.yaml`
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
    throw new CliError(
      `--to expects ${known.join(' and ')}, separated by a comma; found ${escapeControl(strange)}.`,
    )
  const secrets = readSecrets(state)
  const chosen = NETWORKS.filter(({ id }) => !ids || ids.includes(id)).flatMap((network) => {
    const own = networks.find(({ id }) => id === network.id)
    if (own && !own.retired) return [{ network, own, account: accountOf(network, own, secrets) }]
    if (ids) throw new CliError(whyNot(network, own))
    return []
  })
  if (chosen.length > 0) return chosen
  throw new CliError(
    `networks.yaml has none of the networks that can be announced on: ${known.join(', ')}.`,
  )
}

const whyNot = ({ id }: Network, own: NetworkSettings | undefined) =>
  own
    ? `${own.name} is retired in networks.yaml: it gets no announcements.`
    : `networks.yaml has no network \`${id}\`: add it, with your own page there as \`follow\`.`

/**
 * The networks whose secrets are set. The others are skipped with a message; throws if they were named
 * in `--to`, or if none is left.
 */
export const expectSetUp = (targets: readonly Target[], isNamed: boolean, state: string) => {
  const lacking = targets.filter(
    ({ network, account }) => missingSecrets(network, account).length > 0,
  )
  const ready = targets.filter((target) => !lacking.includes(target))
  if (lacking.length === 0) return ready
  const lines = lacking
    .map(
      ({ network, own, account }) =>
        `${own.name} needs ${missingSecrets(network, account).join(' and ')}.`,
    )
    .join('\n')
  const how = `cli/README.md says where to get them; put them into the environment or ${secretsFile(state)}.`
  if (ready.length === 0 || isNamed) throw new CliError(`${lines}\n${how}`)
  console.log(`Skipped, because it is not set up: ${lines} ${how}\n`)
  return ready
}

/** Throws if the address is not public, except for a server on this machine, as in tests. */
export const expectPublic = (address: string, { account }: Target) => {
  if (isPublicHost(new URL(address).hostname) || isLocalServer(account.server)) return
  throw new CliError(
    `${address} is not a public address. Set \`url\` in hub.yaml to the address of the hub.`,
  )
}
