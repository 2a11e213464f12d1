import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { root } from '../../cli/settings'

const caches = join(root, 'node_modules/.cache')
mkdirSync(caches, { recursive: true })
const folder = mkdtempSync(join(caches, 'retries-'))
afterAll(() => rmSync(folder, { recursive: true }))

writeFileSync(
  join(folder, 'vitest.config.ts'),
  `import { RetryReporter } from ${JSON.stringify(resolve(import.meta.dirname, 'retries'))}
  const project = (name) => ({
    extends: true,
    test: { name, retry: 1, include: [\`*.\${name}.test.ts\`] },
  })
  export default { test: { reporters: [new RetryReporter()], projects: [project('one'), project('two')] } }`,
)

/** A run with tests that pass at the second attempt: so many in one project, and so many in another. */
const runWith = async (one: number, two: number) => {
  for (const [name, count] of Object.entries({ one, two }))
    writeFileSync(
      join(folder, `late.${name}.test.ts`),
      `import { expect, test } from 'vitest'
      test('passes at once', () => {})
      for (let number = 1; number <= ${count}; number++) {
        let attempts = 0
        test('late ' + number, () => expect(++attempts).toBe(2))
      }`,
    )
  const vitest = resolve(root, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', '--configLoader', 'runner', '--root', folder]
  return promisify(execFile)(process.execPath, args, {
    env: { ...process.env, NO_COLOR: '1' },
  }).then(
    ({ stdout }) => ({ passed: true, output: stdout }),
    ({ stdout, stderr }: { stdout: string; stderr: string }) => ({
      passed: false,
      output: stdout + stderr,
    }),
  )
}

test('three tests that were tried again are named, and the run passes', async () => {
  const { passed, output } = await runWith(1, 2)
  expect(output).toContain('Tests that were tried again: 3')
  expect(output).toContain('  two late.two.test.ts > late 2 (1 more)')
  expect(output).not.toContain('passes at once')
  expect(passed).toBe(true)
})

test('four of them fail the run, though they are of two projects and each of them passed', async () => {
  const { passed, output } = await runWith(2, 2)
  expect(output).toContain('At most 3 tests may be tried again in a run.')
  expect(passed).toBe(false)
})
