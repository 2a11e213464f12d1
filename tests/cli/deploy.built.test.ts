import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { wranglerAliases } from '../../cli/configuration'
import { bundle, bundleParts } from '../built'

const KIBIBYTE = 1024

test('what is deployed of the Worker is at most 330 KiB, gzipped', () => {
  const folder = dirname(bundle)
  const files = readdirSync(folder).filter((name) => !/\.map$|README/.test(name))
  const size = gzipSync(Buffer.concat(files.map((name) => readFileSync(join(folder, name))))).length
  console.log(`the Worker is ${(size / KIBIBYTE).toFixed(1)} KiB, gzipped`)
  expect(size / KIBIBYTE).toBeGreaterThan(20)
  expect(size / KIBIBYTE).toBeLessThan(330)
})

interface Module {
  imports: { original?: string }[]
}

const packageOf = (path: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path

test('a file that the Worker replaces inside a package is imported by that package alone', () => {
  const { inputs } = JSON.parse(readFileSync(bundleParts, 'utf8')) as {
    inputs: Record<string, Module>
  }
  const importersOf = (name: string) =>
    Object.entries(inputs)
      .filter(([, { imports }]) => imports.some(({ original }) => original === name))
      .map(([path]) => packageOf(path))
  const paths = Object.keys(wranglerAliases()).filter((name) => name.startsWith('.'))
  expect(paths.length).toBeGreaterThan(10)
  for (const path of paths) {
    const importers = [...new Set(importersOf(path))]
    expect([['@simplewebauthn/server'], ['drizzle-orm']], path).toContainEqual(importers)
  }
})
