import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const sources = globSync('{cli,site,tests,worker}/**/*.{ts,tsx,mjs}', { cwd: root })

test('whatever is in a temporary folder has a name that nobody else takes', () => {
  const fixed = sources.flatMap((path) =>
    readFileSync(resolve(root, path), 'utf8')
      .split('\n')
      .filter((line) => /\btmpdir\(\)|['"`]\/tmp\//.test(line) && !/mkdtemp(Sync)?\(/.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  )
  expect(fixed.filter((line) => !line.startsWith('tests/house/'))).toEqual([])
})
