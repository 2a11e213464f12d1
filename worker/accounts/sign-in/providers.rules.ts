import type { Hub } from '../../../site/contract/hub'
import type { Retired } from '../../../site/contract/networks'
import { knownProviders } from '../../../site/contract/sign-in'

/** A provider of sign-in, in the order in which they are shown. */
export interface Provider {
  id: string
  /** What people call an account there. */
  label: string
  /** Where one of the company's own describes itself; those that the hub knows have none. */
  discovery?: string
  icon?: string | undefined
  /** The path of its mark, on a grid of 24; a provider without one shows a letter. */
  mark?: string | undefined
}

/** A provider that is on: with what the hub proves itself by. */
export interface EnabledProvider extends Provider {
  clientId: string
  clientSecret: string
}

type WithMarks = Partial<Pick<Hub, 'providerMarks'>>
type Listed = Pick<Hub, 'signIn' | 'retired'> & WithMarks

/** All providers that could be on: the company's own first. */
export const listProviders = ({
  signIn,
  providerMarks = {},
}: Pick<Hub, 'signIn'> & WithMarks): Provider[] => [
  ...signIn,
  ...Object.entries(knownProviders).map(([id, label]) => ({
    id,
    label,
    ...(providerMarks[id] && { mark: providerMarks[id] }),
  })),
]

/**
 * The names of the two settings by which a provider is on.
 *
 * @example secretsOf('my-house') // => ['MY_HOUSE_CLIENT_ID', 'MY_HOUSE_CLIENT_SECRET']
 */
export const settingNamesOf = (id: string): [string, string] => {
  const name = id.toUpperCase().replaceAll('-', '_')
  return [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`]
}

/** When a provider was left, if it was. */
export const retirementOf = ({ retired }: Pick<Hub, 'retired'>, id: string, now: Date) =>
  retired.find((network) => network.id === id && network.at <= now.getTime())

/** The providers by which somebody can come in: their secrets are set, and nobody has left them. */
export const listEnabledProviders = (hub: Listed, env: object, now: Date): EnabledProvider[] =>
  listProviders(hub).flatMap((provider) => {
    const settings = env as Record<string, unknown>
    const [clientId, clientSecret] = settingNamesOf(provider.id).map((name) => settings[name])
    const isOn = typeof clientId === 'string' && clientId && clientSecret
    if (!isOn || retirementOf(hub, provider.id, now)) return []
    return [{ ...provider, clientId, clientSecret: String(clientSecret) }]
  })

/** The providers that people may have come in by, and can not any more. */
export const listRetiredProviders = (hub: Listed, now: Date): Retired[] =>
  listProviders(hub).flatMap(({ id, label }) => {
    const left = retirementOf(hub, id, now)
    return left ? [{ ...left, name: label }] : []
  })
