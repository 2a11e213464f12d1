import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

test('what the Worker keeps from one request to the next is isolate state, which tests can reset', () => {
  const mutable = globSync('worker/**/*.{ts,tsx}', { cwd: root }).flatMap((path) =>
    [...readFileSync(resolve(root, path), 'utf8').matchAll(/^(?:export )?let (\w+)/gm)].map(
      ([, name]) => `${path}: ${name}`,
    ),
  )
  expect(mutable).toEqual([])
})
