import { resolve } from 'node:path'

/** The root of the project: what the scripts run from. */
export const root = resolve(import.meta.dirname, '..')

/** The content folder: `HUB_CONTENT`, or `./content`. */
export const contentFolder = () => resolve(process.env['HUB_CONTENT'] ?? resolve(root, 'content'))

/** Where D1, the secret and the local mailbox live: `HUB_STATE`, or `./.hub`. */
export const stateFolder = () => resolve(process.env['HUB_STATE'] ?? resolve(root, '.hub'))

/** Where the hub listens: `PORT`, or 8787. Throws when it is no port. */
export const port = () => {
  const value = Number(process.env['PORT'] ?? 8787)
  if (Number.isInteger(value) && value > 0 && value < 65_536) return value
  throw new Error(
    `PORT must be a number from 1 to 65535; found ${JSON.stringify(process.env['PORT'])}`,
  )
}
