import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSignedCookie } from 'hono/cookie'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runBackup, runRestore } from '../../../cli/backup/command'
import { KEPT } from '../../../cli/backup/tables'
import { freePort } from '../../../cli/port'
import { secretFile } from '../../../cli/secret'
import { SESSION_COOKIE } from '../../../worker/accounts/sign-in/session.middleware'
import { ask, dumpTable } from './everything'
import { crawlHub } from './crawl'
import { addOwnerSession, fillYear, prepareSample } from './year'

const folder = mkdtempSync(join(tmpdir(), 'hub-year-'))
const [source, target] = [join(folder, 'source'), join(folder, 'target')]
const file = join(folder, 'hub.jsonl.gz')
const hub = 'https://www.example.com/community/'
const TOKEN = 'a'.repeat(64)
beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await fillYear(source)
  await runBackup([file], { hub, state: source, deployed: undefined }, new Date())
  await runRestore(
    [file],
    { hub, state: target, deployed: undefined },
    { isForced: false, isDry: false },
  )
  await prepareSample(target)
}, 400_000)
afterAll(() => rmSync(folder, { recursive: true }))

test('a year of everything leaves no table empty', () => {
  expect(KEPT.filter((table) => dumpTable(source, table).length === 0)).toEqual([])
})

test('every table is equal, but for the emails that are paused', () => {
  for (const table of KEPT.filter((name) => name !== 'outbox'))
    expect(dumpTable(target, table), table).toEqual(dumpTable(source, table))
  const sent = 'select id from outbox where sent_at is not null order by id'
  expect(ask(target, sent)).toEqual(ask(source, sent))
})

test('the search finds the same as the triggers made findable', () => {
  const documents = `select id || '|' || title || '|' || text || '|' || address || '|' || ifnull(hash, '') from documents order by id`
  expect(ask(source, documents).length).toBeGreaterThan(50)
  expect(ask(target, documents)).toEqual(ask(source, documents))
  for (const word of ['chain', 'rain', 'light', 'kofi', 'wend']) {
    const found = `select id from documents where number in (select rowid from documents_words where documents_words match '${word}') order by id`
    expect(ask(target, found), word).toEqual(ask(source, found))
  }
})

test.each(['a reader', 'the owner'])(
  'every page that %s sees is equal',
  async (who) => {
    const secret = secretFile(source)
    mkdirSync(target, { recursive: true })
    copyFileSync(secret, join(target, 'secret.env'))
    const key = /^HUB_SECRET=(.*)$/m.exec(readFileSync(secret, 'utf8'))![1]!
    const cookie = await generateSignedCookie(SESSION_COOKIE, TOKEN, key, { path: '/' })
    const given = who === 'the owner' ? cookie.split(';')[0]! : ''
    if (given) for (const state of [source, target]) addOwnerSession(state, TOKEN)
    const port = await freePort()
    const before = await crawlHub(source, port, given)
    const after = await crawlHub(target, port, given)
    expect(before.size).toBeGreaterThan(40)
    expect([...before].filter(([, page]) => page.startsWith('5')).map(([path]) => path)).toEqual([])
    expect([...after.keys()]).toEqual([...before.keys()])
    // The emails that are paused are no longer due.
    const shown = [...before].filter(([path]) => !path.endsWith('/desk/email/'))
    for (const [path, page] of shown) expect(after.get(path), path).toBe(page)
  },
  400_000,
)
