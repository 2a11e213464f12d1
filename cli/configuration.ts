import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { root } from './settings'

/** The `alias` table of wrangler.toml: import name to absolute path. */
export const wranglerAliases = (): Record<string, string> => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const listed = Object.entries(rawConfig.alias ?? {})
  return Object.fromEntries(listed.map(([name, path]) => [name, resolve(root, String(path))]))
}

/**
 * Writes a copy of wrangler.toml with `changes`; gives its path.
 *
 * @param file where to write it, a `.json`
 */
export const deriveConfiguration = (
  file: string,
  changes: {
    assets: string
    vars?: Record<string, string>
    workerFirst?: boolean | undefined
    /** The bundled Worker, one file, instead of its source. */
    bundle?: string | undefined
  },
): string => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const [database, ...others] = rawConfig.d1_databases ?? []
  const derived = {
    ...rawConfig,
    main: changes.bundle ?? resolve(root, 'worker/index.ts'),
    no_bundle: changes.bundle !== undefined,
    alias: wranglerAliases(),
    assets: {
      ...rawConfig.assets,
      directory: resolve(changes.assets),
      ...(changes.workerFirst && { run_worker_first: true }),
    },
    d1_databases: [{ ...database, migrations_dir: resolve(root, 'worker/migrations') }, ...others],
    vars: { ...rawConfig.vars, ...changes.vars },
  }
  return write(file, derived)
}

/** Writes a configuration with only the database; gives its path. */
export const databaseConfiguration = (file: string): string => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const { name, compatibility_date, d1_databases } = rawConfig
  return write(file, { name, compatibility_date, d1_databases })
}

const write = (file: string, configuration: object) => {
  mkdirSync(dirname(file), { recursive: true })
  // Variables from the environment may be secret: only the owner can read the file.
  writeFileSync(file, JSON.stringify(configuration, null, 2), { mode: 0o600 })
  chmodSync(file, 0o600)
  return file
}
