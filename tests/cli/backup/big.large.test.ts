import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../../cli/settings'
import { fillBig } from './big'
import { ask } from './everything'

const folder = mkdtempSync(join(tmpdir(), 'hub-big-'))
const [source, target] = [join(folder, 'source'), join(folder, 'target')]
const file = join(folder, 'hub.jsonl.gz')
const COMMENTS = 80_000
/** MiB of JavaScript heap that each command gets; the database has 600 MB. */
const HEAP = 300

beforeAll(() => fillBig(source, COMMENTS), 600_000)
afterAll(() => rmSync(folder, { recursive: true }))

const run = async (state: string, args: string[]) => {
  const command = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP}`, '--import', 'tsx', 'cli/hub.ts', ...args],
    {
      cwd: root,
      env: { ...process.env, HUB_STATE: state },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const start = Date.now()
  const [code] = await once(command, 'exit')
  console.log(`${args[0]}: ${Math.round((Date.now() - start) / 1000)} s`)
  return code
}

test('a hub of 80 000 comments is backed up and restored in little memory', async () => {
  expect(await run(source, ['backup', file])).toBe(0)
  console.log(`${COMMENTS} comments: ${Math.round(statSync(file).size / 1_000_000)} MB`)
  expect(await run(target, ['restore', file])).toBe(0)
  for (const sql of [
    'select count(*) from comments',
    'select sum(length(body) + length(html)) from comments',
    'select count(*) from documents',
    'select count(*) from members',
    'select count(*) from credits',
  ])
    expect(ask(target, sql), sql).toEqual(ask(source, sql))
}, 900_000)
