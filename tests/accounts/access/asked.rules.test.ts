import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { asked } from './asked'

const worker = resolve(import.meta.dirname, '../../../worker')

/** The names that a source reads from the query of an address. */
const namesIn = (source: string): string[] => {
  const single = [...source.matchAll(/\.query\('(\w+)'\)/g)].map(([, name]) => name!)
  const several = [...source.matchAll(/const \{([^}]*)\} = c\.req\.query\(\)/g)]
  const destructured = several.flatMap(([, names]) =>
    names!.split(',').map((name) => /\w+/.exec(name)?.[0] ?? ''),
  )
  return [...single, ...destructured].filter(Boolean)
}

test('the leak test covers every parameter that the Worker reads from an address', () => {
  const sources = globSync('**/*.{ts,tsx}', { cwd: worker })
  const names = sources.flatMap((path) => namesIn(readFileSync(resolve(worker, path), 'utf8')))
  expect(names.length).toBeGreaterThan(5)
  expect([...new Set(names)].filter((name) => !Object.hasOwn(asked, name))).toEqual([])
})
