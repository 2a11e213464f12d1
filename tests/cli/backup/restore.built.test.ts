import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runBackup, runRestore } from '../../../cli/backup/command'
import { createHash } from 'node:crypto'
import { KEPT, LEFT_OUT } from '../../../cli/backup/tables'
import { listMigrations } from '../../../cli/backup/schema'
import { withLocalDatabase } from '../../../cli/local'
import { migrate } from '../../../cli/migrations'
import { testInLarge } from '../../setup/size'
import { command } from '../command'
import { ask, change, dumpTable, fillEverything } from './everything'

const folder = mkdtempSync(join(tmpdir(), 'hub-backup-'))
const source = join(folder, 'source')
const file = join(folder, 'hub.jsonl.gz')
const hub = 'https://www.example.org/community/'
const now = new Date('2026-11-30T12:00:00Z')
const ROWS = 12

const at = (state: string) => ({ hub, state: join(folder, state), deployed: undefined })
const restore = (name: string, state: string, flags = {}) =>
  runRestore([name], at(state), { isForced: false, isDry: false, ...flags })

let output = ''
beforeAll(async () => {
  await fillEverything(source, ROWS)
  vi.spyOn(console, 'log').mockImplementation((line: string) => void (output += `${line}\n`))
  await runBackup([file], at('source'), now)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('every table comes back as it was, but for what is left out or paused', async () => {
  output = ''
  await restore(file, 'target')
  const target = join(folder, 'target')
  for (const table of KEPT.filter((name) => !['comments', 'outbox'].includes(name)))
    expect(dumpTable(target, table), table).toEqual(dumpTable(source, table))
  // A comment comes after the one that it answers.
  const byId = (rows: unknown[]) =>
    rows.toSorted((a, b) => ((a as { id: string }).id < (b as { id: string }).id ? -1 : 1))
  const [replies, before] = [target, source].map((state) => byId(dumpTable(state, 'comments')))
  expect(replies).toEqual(before)
  for (const table of Object.keys(LEFT_OUT)) expect(dumpTable(target, table)).toEqual([])
  expect(ask(target, 'pragma foreign_key_check')).toEqual([])
  const triggers = "select sql from sqlite_schema where type = 'trigger' order by rowid"
  expect(ask(target, triggers)).toEqual(ask(source, triggers))
  const due = Number(ask(source, 'select count(*) from outbox where due_at is not null')[0])
  expect(due).toBeGreaterThan(0)
  expect(output).toContain(`${due} emails were waiting`)
})

testInLarge('queued emails come back paused; they are resumed or discarded', async () => {
  const target = join(folder, 'target')
  const queued = 'select id from outbox where due_at is not null'
  expect(ask(target, queued)).toEqual([])
  const kept = 'select id from outbox where due_at is null'
  expect(ask(target, kept).length).toBeGreaterThan(0)
  const settings = { HUB_STATE: target }
  const listed = await command(['hub', '--', 'emails'], settings).ended()
  expect(listed.output).toContain('emails resume')
  const { output: said } = await command(['hub', '--', 'emails', 'resume'], settings).ended()
  expect(said).toContain('emails will be sent')
  expect(ask(target, queued)).toEqual(ask(source, queued))
})

testInLarge('a hub that is not empty is replaced only with --force, whole', async () => {
  const target = join(folder, 'target')
  change(target, "update members set name = 'Changed since'")
  await expect(restore(file, 'target')).rejects.toThrow(/This hub is not empty: it has .*members/)
  expect(ask(target, 'select distinct name from members')).toEqual(['Changed since'])
  output = ''
  await restore(file, 'target', { isForced: true, isDry: true })
  expect(output).toMatch(/members +12 +12\n/)
  expect(ask(target, 'select distinct name from members')).toEqual(['Changed since'])
  await restore(file, 'target', { isForced: true })
  expect(dumpTable(target, 'members')).toEqual(dumpTable(source, 'members'))
  expect(existsSync(join(target, 'restore')) || existsSync(join(target, 'replaced'))).toBe(false)
})

test('a hub that runs is not replaced', async () => {
  const server = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as { port: number }
  const vars = { HUB_ORIGIN: `http://127.0.0.1:${port}` }
  writeFileSync(join(folder, 'target/worker.json'), JSON.stringify({ vars }))
  await expect(restore(file, 'target', { isForced: true })).rejects.toThrow('The hub is running')
  server.close()
  rmSync(join(folder, 'target/worker.json'))
})

test('only its owner can read a backup, and it has no session, link or token', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const text = gunzipSync(readFileSync(file)).toString()
  for (const table of Object.keys(LEFT_OUT)) expect(text).not.toContain(`{"table":"${table}"`)
  const tokens = ask(source, 'select token from sessions')
  for (const token of tokens) expect(text).not.toContain(JSON.stringify(token))
  expect(JSON.parse(text.slice(0, text.indexOf('\n')))).toEqual({
    format: 'porchlight-backup',
    version: 1,
    hub,
    madeAt: now.toISOString(),
    migrations: listMigrations(),
    leftOut: LEFT_OUT,
  })
})

test('a backup does not overwrite a file', () =>
  expect(runBackup([file], at('source'), now)).rejects.toThrow('exists already'))

/** A copy of the backup with changed lines, and its checksum made right again if asked for. */
const forged = (change: (lines: string[]) => string[], isSealed = true) => {
  const lines = change(gunzipSync(readFileSync(file)).toString().trimEnd().split('\n'))
  if (isSealed) {
    const hash = createHash('sha256')
    for (const line of lines.slice(0, -1)) hash.update(`${line}\n`)
    const end = JSON.parse(lines.at(-1)!)
    lines[lines.length - 1] = JSON.stringify({ ...end, sha256: hash.digest('hex') })
  }
  return gzipSync(`${lines.join('\n')}\n`)
}

const head = (change: object) =>
  forged(([first, ...rest]) => [JSON.stringify({ ...JSON.parse(first!), ...change }), ...rest])

test.each<[string, () => Buffer, RegExp]>([
  ['is cut short', () => readFileSync(file).subarray(0, -100), /damaged or cut short/],
  ['ends after a whole line', () => forged((lines) => lines.slice(0, -1), false), /last line is/],
  [
    'has lost a row',
    () => forged((lines) => lines.toSpliced(20, 1)),
    /rows of \w+ are not complete/,
  ],
  [
    'has another letter',
    () => forged((lines) => lines.map((line) => line.replace('it', 'It')), false),
    /checksum is wrong/,
  ],
  ['goes on after its end', () => Buffer.concat([readFileSync(file), gzipSync('{}\n')]), /goes on/],
  ['is something else', () => gzipSync('{"name":"porchlight"}\n'), /is not a backup of a hub/],
  ['is not compressed', () => Buffer.from('insert into members'), /damaged or cut short/],
  ['has a newer format', () => head({ version: 2 }), /Update the project/],
  [
    'has a newer schema',
    () => head({ migrations: [...listMigrations(), '0099_later.sql'] }),
    /newer version of the project: it has the migration 0099_later.sql/,
  ],
  [
    'is of another hub',
    () => head({ hub: 'https://other.example/' }),
    /is a backup of https:\/\/other.example\/, and this hub is .* add --from https:/,
  ],
])('a file that %s is refused before the first row', async (_, make, sentence) => {
  const name = join(folder, 'refused.jsonl.gz')
  writeFileSync(name, make())
  await expect(restore(name, 'never')).rejects.toThrow(sentence)
  expect(existsSync(join(folder, 'never'))).toBe(false)
})

test('a file that is not there is named', () =>
  expect(restore(join(folder, 'no.gz'), 'never')).rejects.toThrow('There is no file'))

testInLarge('a backup of an older schema is migrated', async () => {
  const OLDER = 9
  await withLocalDatabase(join(folder, 'older'), (database) => migrate(database, OLDER))
  change(
    join(folder, 'older'),
    `insert into members (id, handle, name, email, created_at, updated_at) values ('m', 'ada', 'Ada', 'ada@example.org', 1, 2);
     insert into conversations (id) values ('post:x');
     insert into comments (id, conversation, root, path, depth, member_id, name, body, html, renderer, state, shown, written_at)
     values ('c', 'post:x', 'c', 'c', 0, 'm', 'Ada', 'A chain', '<p>A chain</p>', 1, 'published', 1, 3)`,
  )
  const older = join(folder, 'older.jsonl.gz')
  await runBackup([older], at('older'), now)
  await restore(older, 'migrated')
  const migrated = join(folder, 'migrated')
  expect(ask(migrated, 'select name from d1_migrations order by id')).toEqual(listMigrations())
  expect(ask(migrated, 'select state_at from comments')).toEqual(['3'])
  expect(ask(migrated, 'select id from documents order by number')).toEqual([
    'member:m',
    'comment:c',
  ])
  const found = "select count(*) from documents_words where documents_words match 'chain'"
  expect(ask(migrated, found)).toEqual(['1'])
})
