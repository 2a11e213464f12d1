import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * The file that holds the local hub's secret, made once: cookies and links that it signed are good
 * for as long as the state lives. Nobody but its owner may read it, and no command line shows it.
 */
export const secretFile = (state: string): string => {
  const file = resolve(state, 'secret.env')
  mkdirSync(state, { recursive: true })
  if (!existsSync(file))
    writeFileSync(file, `HUB_SECRET=${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  return file
}
