import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundle } from '../built'

const KIBIBYTE = 1024

test('what is deployed of the Worker is at most 300 KiB, gzipped', () => {
  const folder = dirname(bundle)
  const files = readdirSync(folder).filter((name) => !/\.map$|README/.test(name))
  const size = gzipSync(Buffer.concat(files.map((name) => readFileSync(join(folder, name))))).length
  console.log(`the Worker is ${(size / KIBIBYTE).toFixed(1)} KiB, gzipped`)
  expect(size / KIBIBYTE).toBeGreaterThan(20)
  expect(size / KIBIBYTE).toBeLessThan(300)
})
