import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** The variables of a file with lines such as `NAME=value`. */
export const readEnvFile = (file: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parseEnv(readFileSync(file, 'utf8'))).map(([name, value]) => [
      name,
      value ?? '',
    ]),
  )
