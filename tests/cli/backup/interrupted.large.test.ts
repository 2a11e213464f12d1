import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runBackup, runRestore } from '../../../cli/backup/command'
import { KEPT } from '../../../cli/backup/tables'
import { root } from '../../../cli/settings'
import { ask, change, dumpTable, fillEverything } from './everything'

const folder = mkdtempSync(join(tmpdir(), 'hub-interrupted-'))
const source = join(folder, 'source')
const target = join(folder, 'target')
const file = join(folder, 'hub.jsonl.gz')
const hub = 'https://www.example.com/community/'

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await fillEverything(source, 400)
  await fillEverything(target, 20)
  change(target, "update members set name = 'Before'")
  await runBackup([file], { hub, state: source, deployed: undefined }, new Date())
})
afterAll(() => rmSync(folder, { recursive: true }))

const names = () => ask(target, 'select distinct name from members')

/** Starts a restore with --force and kills it after so many milliseconds; gives whether it had ended. */
const killAfter = async (milliseconds: number) => {
  const restore = spawn(
    process.execPath,
    ['--import', 'tsx', 'cli/hub.ts', 'restore', file, '--force'],
    { cwd: root, env: { ...process.env, HUB_STATE: target }, stdio: 'ignore', detached: true },
  )
  const ended = once(restore, 'exit')
  const isDone = await Promise.race([ended.then(() => true), sleep(milliseconds, false)])
  if (!isDone) process.kill(-restore.pid!, 'SIGKILL')
  await ended
  return isDone
}

test('a restore that is killed at any moment leaves the old hub whole, and can be begun again', async () => {
  let kills = 0
  for (let wait = 1000; ; wait += 1500) {
    if (await killAfter(wait)) break
    kills++
    if (names().join() !== 'Before') break
    expect(dumpTable(target, 'comments')).toHaveLength(20)
  }
  expect(kills).toBeGreaterThan(2)
  await runRestore(
    [file],
    { hub, state: target, deployed: undefined },
    { isForced: true, isDry: false },
  )
  for (const table of KEPT) expect(dumpTable(target, table), table).toHaveLength(400)
  expect(dumpTable(target, 'members')).toEqual(dumpTable(source, 'members'))
  expect(existsSync(join(target, 'restore')) || existsSync(join(target, 'replaced'))).toBe(false)
}, 600_000)

test('a backup that is killed leaves no file under its name', async () => {
  const half = join(folder, 'half.jsonl.gz')
  const backup = spawn(process.execPath, ['--import', 'tsx', 'cli/hub.ts', 'backup', half], {
    cwd: root,
    env: { ...process.env, HUB_STATE: source },
    stdio: 'ignore',
  })
  for (;;) {
    if (existsSync(`${half}.part`)) break
    await sleep(5)
  }
  backup.kill('SIGKILL')
  await once(backup, 'exit')
  expect(existsSync(half)).toBe(false)
}, 120_000)
