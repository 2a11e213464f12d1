import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { deriveConfiguration } from '../../cli/configuration'
import { askWrangler } from '../../cli/wrangler'
import { built } from '../built'

const KIBIBYTE = 1024
const folder = mkdtempSync(join(tmpdir(), 'hub-deploy-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what is deployed of the Worker is at most 400 KiB, gzipped', async () => {
  const configuration = deriveConfiguration(join(folder, 'worker.json'), {
    assets: resolve(built, 'hub'),
  })
  const { code, output, errors } = await askWrangler([
    'deploy',
    '--dry-run',
    `--outdir=${join(folder, 'out')}`,
    `--config=${configuration}`,
  ])
  expect(code, `${output}${errors}`).toBe(0)
  const files = readdirSync(join(folder, 'out')).filter((name) => !/\.map$|README/.test(name))
  const bundle = Buffer.concat(files.map((name) => readFileSync(join(folder, 'out', name))))
  const size = gzipSync(bundle).length / KIBIBYTE
  console.log(`the Worker is ${size.toFixed(1)} KiB, gzipped`)
  expect(size).toBeGreaterThan(20)
  expect(size).toBeLessThan(400)
})
