import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runBackup, runRestore } from '../../../cli/backup/command'
import { MARKER } from '../../../cli/backup/schema'
import { KEPT, LEFT_OUT } from '../../../cli/backup/tables'
import { withLocalDatabase } from '../../../cli/local'
import { migrate } from '../../../cli/migrations'
import { ask, change, dumpTable, fillEverything, localD1 } from './everything'

/* The same as with `--remote`: wrangler loads the file into a database on this machine. */

const folder = mkdtempSync(join(tmpdir(), 'hub-deployed-backup-'))
const [source, target] = [join(folder, 'source'), join(folder, 'target')]
const file = join(folder, 'hub.jsonl.gz')
const hub = 'https://www.example.com/community/'
const ROWS = 60
const place = (state: string) => ({
  hub,
  state: join(folder, 'none'),
  deployed: {
    database: localD1(state),
    where: ['--local', '--persist-to', state],
  },
})
const restore = (isForced = false) => runRestore([file], place(target), { isForced, isDry: false })

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await fillEverything(source, ROWS)
  // A database that was created and has no table yet.
  await withLocalDatabase(target, (database) => database.prepare('select 1').run())
  change(
    source,
    `update messages set body = replace(hex(zeroblob(300000)), '00', 'ä€ ''') where id = 'id 3'`,
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a deployed hub is backed up and restored, every table equal', async () => {
  await runBackup([file], place(source), new Date())
  await expect(restore()).rejects.toThrow('Run `npm run deploy`')
  await withLocalDatabase(target, (database) => migrate(database))
  change(
    target,
    `insert into documents (id, title, text, address, hash) values ('post:a', 'A', 'Chain', 'posts/a/', 'x')`,
  )
  await restore()
  for (const table of KEPT.filter((name) => !['comments', 'outbox'].includes(name)))
    expect(dumpTable(target, table), table).toEqual(dumpTable(source, table))
  expect(dumpTable(target, 'comments')).toHaveLength(ROWS)
  // What the build loaded into the search stays.
  expect(ask(target, 'select id from documents where hash is not null')).toEqual(['post:a'])
  expect(
    ask(target, `select count(*) from documents_words where documents_words match 'chain'`),
  ).toEqual(['1'])
  for (const table of Object.keys(LEFT_OUT)) expect(dumpTable(target, table)).toEqual([])
  expect(ask(target, `select name from sqlite_schema where name = '${MARKER}'`)).toEqual([])
}, 400_000)

test('a deployed hub that is not empty is replaced only with --force', async () => {
  change(target, "update members set name = 'Changed since'")
  await expect(restore()).rejects.toThrow('This hub is not empty')
  await restore(true)
  expect(dumpTable(target, 'members')).toEqual(dumpTable(source, 'members'))
}, 400_000)

test('half a restore is not taken for a hub', async () => {
  change(target, `create table ${MARKER} (name text); drop trigger votes_given; delete from votes`)
  await expect(runBackup([join(folder, 'b.gz')], place(target), new Date())).rejects.toThrow(
    'An earlier restore of this hub did not finish',
  )
  await restore(true)
  expect(dumpTable(target, 'votes')).toHaveLength(ROWS)
  expect(ask(target, "select name from sqlite_schema where name = 'votes_given'")).toHaveLength(1)
}, 400_000)
