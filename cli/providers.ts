import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { HubFile } from '../site/contract/hub'
import {
  listEnabledProviders,
  listProviders,
  retirementOf,
  settingNamesOf,
} from '../worker/accounts/sign-in/providers.rules'
import { readEnvFile } from './env-file'

/** The optional file with the provider secrets of the local hub. */
const providerFile = (state: string): string => resolve(state, 'sign-in.env')

/** That file, or an empty list if it does not exist. */
export const providerFiles = (state: string): string[] =>
  [providerFile(state)].filter((file) => existsSync(file))

/** Settings of the Worker that the environment may give, besides provider secrets. */
const OTHERS = ['OWNER_EMAIL', 'TURNSTILE_SITE_KEY', 'TURNSTILE_SECRET_KEY']

/** The environment variables for the local Worker: secrets of providers and Turnstile, and the owner. */
export const variablesFromEnvironment = (hub: HubFile): Record<string, string> =>
  Object.fromEntries(
    [...listProviders(hub).flatMap(({ id }) => settingNamesOf(id)), ...OTHERS].flatMap((name) => {
      const value = process.env[name]
      return value ? [[name, value]] : []
    }),
  )

/** Which sign-in methods are set up on this machine, and how to set up the others. */
export const describeSignIn = (hub: HubFile, state: string, now: Date): string => {
  const inFile = providerFiles(state).map(readEnvFile)
  const settings = Object.assign({}, ...inFile, variablesFromEnvironment(hub))
  const doors = listEnabledProviders(hub, settings, now)
  const shut = listProviders(hub).filter(
    ({ id }) => !doors.some((door) => door.id === id) && !retirementOf(hub, id, now),
  )
  const open = ['an email link', ...doors.map(({ label }) => label)]
  const [first] = shut
  const how =
    first &&
    `Not set up: ${shut.map(({ label }) => label).join(', ')}. Each needs two secrets, such as
${settingNamesOf(first.id).join(' and ')}, in the environment or in ${providerFile(state)},
and the callback address …${hub.base}auth/callback/<provider>. See cli/README.md.`
  return [`People sign in with ${open.join(', ')}.`, how].filter(Boolean).join('\n')
}
