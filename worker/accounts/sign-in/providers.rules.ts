import type { Hub } from '../../../site/contract/hub'
import type { Retired } from '../../../site/contract/networks'
import { knownProviders } from '../../../site/contract/sign-in'

/** A provider of sign-in, in the order in which they are shown. */
export interface Provider {
  id: string
  /** The name of an account there. */
  label: string
  /** The URL of the discovery document; only the company’s own providers have one. */
  discovery?: string
  icon?: string | undefined
  /** The SVG path of its logo, on a grid of 24; a provider without one shows a letter. */
  mark?: string | undefined
}

/** A provider with the client id and secret of the hub. */
export interface EnabledProvider extends Provider {
  clientId: string
  clientSecret: string
}

type WithMarks = Partial<Pick<Hub, 'providerMarks'>>
type Listed = Pick<Hub, 'signIn' | 'retired'> & WithMarks

/** All providers that can be enabled, the company’s own first. */
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
 * The names of the two settings that enable a provider.
 *
 * @example settingNamesOf('my-house') // => ['MY_HOUSE_CLIENT_ID', 'MY_HOUSE_CLIENT_SECRET']
 */
export const settingNamesOf = (id: string): [string, string] => {
  const name = id.toUpperCase().replaceAll('-', '_')
  return [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`]
}

/** The entry of a provider whose network is retired; `undefined` if it is not. */
export const retirementOf = ({ retired }: Pick<Hub, 'retired'>, id: string, now: Date) =>
  retired.find((network) => network.id === id && network.at <= now.getTime())

/** The providers to sign in with: their settings are set, and their networks are not retired. */
export const listEnabledProviders = (hub: Listed, env: object, now: Date): EnabledProvider[] =>
  listProviders(hub).flatMap((provider) => {
    const settings = env as Record<string, unknown>
    const [clientId, clientSecret] = settingNamesOf(provider.id).map((name) => settings[name])
    const isEnabled = typeof clientId === 'string' && clientId && clientSecret
    if (!isEnabled || retirementOf(hub, provider.id, now)) return []
    return [{ ...provider, clientId, clientSecret: String(clientSecret) }]
  })

/** The retired providers, with which members may have signed in before. */
export const listRetiredProviders = (hub: Listed, now: Date): Retired[] =>
  listProviders(hub).flatMap(({ id, label }) => {
    const retired = retirementOf(hub, id, now)
    return retired ? [{ ...retired, name: label }] : []
  })
