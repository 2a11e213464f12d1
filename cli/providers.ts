import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { HubFile } from '../site/contract/hub'
import {
  listDoors,
  listProviders,
  retirementOf,
  secretsOf,
} from '../worker/accounts/sign-in/providers.rules'
import { readEnvFile } from './env-file'

/** Where the secrets of providers may stand for the local hub, beside its own. */
const providerFile = (state: string): string => resolve(state, 'sign-in.env')

/** That file, if somebody has made it. */
export const providerFiles = (state: string): string[] =>
  [providerFile(state)].filter((file) => existsSync(file))

/** Settings of the Worker that the environment may give, whatever the hub calls its providers. */
const OTHERS = ['OWNER_EMAIL', 'TURNSTILE_SITE_KEY', 'TURNSTILE_SECRET_KEY']

/** Of the environment, what the local Worker is to know: the secrets of providers and of Turnstile, and the owner. */
export const fromEnvironment = (hub: HubFile): Record<string, string> =>
  Object.fromEntries(
    [...listProviders(hub).flatMap(({ id }) => secretsOf(id)), ...OTHERS].flatMap((name) => {
      const value = process.env[name]
      return value ? [[name, value]] : []
    }),
  )

/** Which ways in are open on this machine, and how to open the others. */
export const tellDoors = (hub: HubFile, state: string, now: Date): string => {
  const inFile = providerFiles(state).map(readEnvFile)
  const settings = Object.assign({}, ...inFile, fromEnvironment(hub))
  const doors = listDoors(hub, settings, now)
  const shut = listProviders(hub).filter(
    ({ id }) => !doors.some((door) => door.id === id) && !retirementOf(hub, id, now),
  )
  const open = ['a link by mail', ...doors.map(({ label }) => label)]
  const [first] = shut
  const how =
    first &&
    `Not set up: ${shut.map(({ label }) => label).join(', ')}. Each is there once its two secrets are, such as
${secretsOf(first.id).join(' and ')}, in the environment or in ${providerFile(state)};
let it send people back to …${hub.base}auth/callback/<provider>. cli/README.md tells more.`
  return [`People sign in with ${open.join(', ')}.`, how].filter(Boolean).join('\n')
}
