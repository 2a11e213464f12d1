import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * The file with the local hub's secret, created once, so that signed cookies and links stay valid.
 * Only its owner can read it, and it never appears on a command line.
 */
export const secretFile = (state: string): string => {
  const file = resolve(state, 'secret.env')
  mkdirSync(state, { recursive: true })
  if (!existsSync(file))
    writeFileSync(file, `HUB_SECRET=${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  return file
}
