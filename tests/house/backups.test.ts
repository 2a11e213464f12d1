import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(root, path), 'utf8')

const tables = globSync('worker/**/{table,*.table}.ts', { cwd: root }).flatMap((path) =>
  [...read(path).matchAll(/sqliteTable\(\s*'(\w+)'/g)].map(([, name]) => name!),
)

/** Made anew by the next deploy, from examples and credits, by signing in again, and only on one's own machine. */
const madeAnew = ['documents', 'filters', 'standings', 'sessions', 'verifications', 'mailbox']

test('the backup that cli/README.md teaches holds every table that is not made anew', () => {
  const kept = [...read('cli/README.md').matchAll(/--table (\w+)/g)].map(([, name]) => name!)
  expect(kept.toSorted()).toEqual(tables.filter((name) => !madeAnew.includes(name)).toSorted())
})
