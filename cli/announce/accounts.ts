import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { NetworkSettings } from '../../site/networks/schema'
import { readEnvFile } from '../env-file'
import { CliError } from '../cli-error'
import type { Account, Network } from './network'

/** The optional file with the secrets of announcements. */
export const secretsFile = (state: string): string => resolve(state, 'announce.env')

/** The account settings, from the environment or else from the file. */
export const readSecrets = (state: string): Record<string, string | undefined> => {
  const file = secretsFile(state)
  const inFile = existsSync(file) ? readEnvFile(file) : {}
  return {
    MASTODON_SERVER: process.env['MASTODON_SERVER'] || inFile['MASTODON_SERVER'],
    MASTODON_TOKEN: process.env['MASTODON_TOKEN'] || inFile['MASTODON_TOKEN'],
    BLUESKY_SERVER: process.env['BLUESKY_SERVER'] || inFile['BLUESKY_SERVER'],
    BLUESKY_NAME: process.env['BLUESKY_NAME'] || inFile['BLUESKY_NAME'],
    BLUESKY_PASSWORD: process.env['BLUESKY_PASSWORD'] || inFile['BLUESKY_PASSWORD'],
  }
}

/** The default server. */
const BLUESKY = 'https://bsky.social'

/** The account of the network's follow link, unless the settings name another. */
export const accountOf = (
  { id, secrets }: Network,
  { follow = '' }: NetworkSettings,
  settings: Record<string, string | undefined>,
): Account => ({
  server: serverOf(
    id === 'mastodon'
      ? (settings['MASTODON_SERVER'] ?? new URL(follow).origin)
      : (settings['BLUESKY_SERVER'] ?? BLUESKY),
  ),
  name:
    id === 'mastodon'
      ? ''
      : (settings['BLUESKY_NAME'] ??
        /^https:\/\/bsky\.app\/profile\/([^/]+)/.exec(follow)?.[1] ??
        ''),
  secrets: Object.fromEntries(secrets.map((name) => [name, settings[name] ?? ''])),
})

/** Whether a server runs on this machine. */
export const isLocalServer = (server: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(server).hostname)

/** The origin of a server. Throws without https, except on this machine, so that secrets are never sent in clear text. */
const serverOf = (typed: string): string => {
  const url = URL.parse(typed)
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocalServer(typed))))
    return url.origin
  throw new CliError(
    `Not a valid server: ${typed}. Expected an address such as https://social.example.com`,
  )
}

/** The names of missing settings. */
export const missingSecrets = ({ id }: Network, { name, secrets }: Account): string[] => [
  ...(id === 'bluesky' && !name ? ['BLUESKY_NAME'] : []),
  ...Object.keys(secrets).filter((secret) => !secrets[secret]),
]
