import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { findHolder, takeLock, withLock } from '../../cli/lock'

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

test('a lock names its holder, and no other process gets it', () => {
  const file = join(folder, 'three')
  expect(takeLock(file, 'http://localhost:8787')).toBeUndefined()
  expect(takeLock(file, 'http://localhost:8788')).toMatchObject({
    pid: process.pid,
    address: 'http://localhost:8787',
  })
  expect(readdirSync(folder).filter((name) => name.startsWith('three'))).toEqual(['three'])
})

test.runIf(process.platform !== 'win32')(
  'a lock whose holder has ended is taken, although another process has its id now',
  () => {
    const file = join(folder, 'four')
    const { pid } = process
    writeFileSync(file, JSON.stringify({ pid, started: 'long ago', address: 'http://localhost:1' }))
    expect(findHolder(file)).toBeUndefined()
    expect(takeLock(file)).toBeUndefined()
    expect(findHolder(file)).toMatchObject({ pid })
  },
)

test('a lock file that says nothing holds nothing', () => {
  const file = join(folder, 'five')
  writeFileSync(file, '')
  expect(takeLock(file)).toBeUndefined()
})

test('of many processes that find an abandoned lock, one gets it', async () => {
  const file = join(folder, 'six')
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(file, JSON.stringify({ pid }))
  const lock = pathToFileURL(resolve(import.meta.dirname, '../../cli/lock.ts')).href
  const code = `const { takeLock } = await import(${JSON.stringify(lock)})
    process.stdout.write(takeLock(${JSON.stringify(file)}) ? 'refused' : 'taken')
    process.stdin.resume().on('end', () => process.exit())`
  const all = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code]),
  )
  const said = await Promise.all(
    all.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])),
  )
  for (const { stdin } of all) stdin.end()
  expect(said.toSorted()).toEqual(['refused', 'refused', 'refused', 'taken'])
})

test('a lock whose holder was killed keeps nobody waiting', async () => {
  const file = join(folder, 'two')
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(file, String(pid))
  await expect(withLock(file, async () => 'done')).resolves.toBe('done')
})
