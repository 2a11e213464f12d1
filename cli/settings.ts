import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CliError } from './cli-error'

/** The root of the project: what the scripts run from. */
export const root = resolve(import.meta.dirname, '..')

/** The content folder: `HUB_CONTENT`, or `./content`. Throws when it has no hub.yaml. */
export const contentFolder = () => {
  const folder = resolve(process.env['HUB_CONTENT'] || resolve(root, 'content'))
  if (existsSync(resolve(folder, 'hub.yaml'))) return folder
  throw new CliError(
    existsSync(folder)
      ? `The content folder ${folder} has no hub.yaml, which is required.`
      : `There is no content folder at ${folder}. Set HUB_CONTENT to the folder with your hub.yaml.`,
  )
}

/** Where D1, the secret and the local mailbox live: `HUB_STATE`, or `./.hub`. */
export const stateFolder = () => resolve(process.env['HUB_STATE'] || resolve(root, '.hub'))

/** Where `npm start` builds: `./dist`, or below `HUB_STATE` if that is set. */
export const siteFolder = () =>
  process.env['HUB_STATE'] ? resolve(stateFolder(), 'dist') : resolve(root, 'dist')

/** The port of the local hub: `PORT`, or 8787. Throws when it is not a valid port. */
export const port = () => {
  const given = process.env['PORT'] || '8787'
  const value = Number(given)
  if (/^\d+$/.test(given) && value > 0 && value < 65_536) return value
  throw new CliError(`PORT must be a number from 1 to 65535; found ${JSON.stringify(given)}.`)
}

/** Environment variables that turn off the telemetry of wrangler and Astro. */
export const quiet = {
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  ASTRO_TELEMETRY_DISABLED: '1',
}
