import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { experimental_readRawConfig as readRawConfig } from 'wrangler'
import { root } from './settings'

/** What stands in for parts of the Worker's packages: files, by the names that lead to them. */
export const standIns = (): Record<string, string> => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const listed = Object.entries(rawConfig.alias ?? {})
  return Object.fromEntries(listed.map(([name, path]) => [name, resolve(root, String(path))]))
}

/**
 * Writes a wrangler configuration that is the real one but for `changes`, so that nothing is
 * written twice; gives back its path.
 *
 * @param file where to write it, a `.json`
 */
export const deriveConfiguration = (
  file: string,
  changes: {
    assets: string
    vars?: Record<string, string>
    workerFirst?: boolean | undefined
    /** The Worker as it is deployed, one file: it is not put together anew. */
    bundle?: string | undefined
  },
): string => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const [database, ...others] = rawConfig.d1_databases ?? []
  const derived = {
    ...rawConfig,
    main: changes.bundle ?? resolve(root, 'worker/index.ts'),
    no_bundle: changes.bundle !== undefined,
    alias: standIns(),
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

/** Writes a configuration that knows of the database and of nothing else; gives back its path. */
export const databaseConfiguration = (file: string): string => {
  const { rawConfig } = readRawConfig({ config: resolve(root, 'wrangler.toml') })
  const { name, compatibility_date, d1_databases } = rawConfig
  return write(file, { name, compatibility_date, d1_databases })
}

const write = (file: string, configuration: object) => {
  mkdirSync(dirname(file), { recursive: true })
  // What the environment gives may be secret: nobody but its owner reads it.
  writeFileSync(file, JSON.stringify(configuration, null, 2), { mode: 0o600 })
  chmodSync(file, 0o600)
  return file
}
