import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { root } from '../../cli/settings'

const run = promisify(execFile)
const caches = mkdtempSync(join(root, 'node_modules/.cache/porchlight-test-'))
afterAll(() => rmSync(caches, { recursive: true }))

const script = `
  import { execFileSync } from 'node:child_process'
  const { packagedChromium } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'chromium.ts')).href)})
  const path = await packagedChromium(${JSON.stringify(caches)})
  console.log(path, execFileSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8' }))
`

test.runIf(process.platform === 'linux')(
  'three processes that need Chromium at the same time unpack it once, and each can start it',
  async () => {
    const processes = [1, 2, 3].map(() =>
      run(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
        cwd: root,
      }),
    )
    const outputs = (await Promise.all(processes)).map(({ stdout }) => stdout)
    expect(outputs[0]).toMatch(/Chrom/)
    expect(new Set(outputs).size).toBe(1)
    expect(readdirSync(caches)).toEqual([expect.stringMatching(/^chromium-[\d.]+$/)])
  },
)
