import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { wranglerAliases } from '../../cli/configuration'
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

test('a path that the Worker replaces inside the passkey library is one that nothing else imports', () => {
  const { sources, sourcesContent } = JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as {
    sources: string[]
    sourcesContent: string[]
  }
  const paths = Object.keys(wranglerAliases()).filter((name) => name.startsWith('.'))
  expect(paths.length).toBeGreaterThan(5)
  for (const path of paths) {
    const importers = sources.filter((_, at) => sourcesContent[at]!.includes(`from '${path}'`))
    const others = importers.filter((name) => !name.includes('/@simplewebauthn/server/'))
    expect({ path, isImported: importers.length > 0, others }).toEqual({
      path,
      isImported: true,
      others: [],
    })
  }
})
