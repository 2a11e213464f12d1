import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { withLock } from '../../cli/lock'

const folder = mkdtempSync(join(tmpdir(), 'hub-lock-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what is done under one lock is done one after the other, also after a failure', async () => {
  const file = join(folder, 'one')
  const log: string[] = []
  const work = (name: string) =>
    withLock(file, async () => {
      log.push(`${name} begins`)
      await new Promise((done) => setTimeout(done, 20))
      log.push(`${name} ends`)
      if (name === 'first') throw new Error('first fails')
    })
  const [first, second] = await Promise.allSettled([work('first'), work('second')])
  expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
})

test('a lock whose holder was killed keeps nobody waiting', async () => {
  const file = join(folder, 'two')
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(file, String(pid))
  await expect(withLock(file, async () => 'done')).resolves.toBe('done')
})
