import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const readJson = (path: string) => JSON.parse(readFileSync(resolve(root, path), 'utf8'))

test('the lock file is whole: `npm ci` finds nothing missing', async () => {
  const install = ['ci', '--dry-run', '--offline', '--ignore-scripts', '--no-audit', '--no-fund']
  await expect(promisify(execFile)('npm', install, { cwd: root })).resolves.toBeDefined()
})

test('wrangler is the one that the tests run on', () => {
  const { dependencies } = readJson('node_modules/@cloudflare/vitest-plugin/package.json')
  const ours = readJson('package.json')
  expect({ ...ours.dependencies, ...ours.devDependencies }.wrangler).toBe(dependencies.wrangler)
})

test('every dependency is of one version, and no other', () => {
  const { dependencies, devDependencies, optionalDependencies } = readJson('package.json')
  const versions = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies })
  for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
})
