import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { listDatabaseFiles } from '../../cli/broken-database'
import { withLocalDatabase } from '../../cli/local'
import { takeLock } from '../../cli/lock'
import { migrate } from '../../cli/migrations'
import { freePort } from '../../cli/port'
import { prepare, type Site } from '../../cli/prepare'
import { command, script } from './command'

const folder = mkdtempSync(join(tmpdir(), 'hub-state-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a command says when it is refused. */
const refusal = async (begun: ReturnType<typeof script>) => {
  const { output, errors, code } = await begun.ended()
  expect(code).toBe(1)
  return { output, errors }
}

describe('a second hub on one state', () => {
  const state = join(folder, 'one')
  const lock = join(state, 'running.json')

  test.each(['start.ts', 'dev.ts'])('is refused by %s, which names the first', async (file) => {
    rmSync(lock, { force: true })
    expect(takeLock(lock, 'http://localhost:8787')).toBeUndefined()
    const port = String(await freePort())
    const { output, errors } = await refusal(script(file, { HUB_STATE: state, PORT: port }))
    expect(errors).toBe(
      `A hub is running on ${state}: process ${process.pid}, at http://localhost:8787. Stop it, or set HUB_STATE to another folder.`,
    )
    expect(output).toBe('')
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid })
  })

  test('is refused before a backup is put back', async () => {
    rmSync(lock, { force: true })
    takeLock(lock, 'http://localhost:8787')
    const { errors } = await refusal(
      command(['hub', '--', 'restore', 'any.jsonl.gz'], { HUB_STATE: state }),
    )
    expect(errors).toBe(
      `A hub is running on ${state}: process ${process.pid}, at http://localhost:8787. Stop it first.`,
    )
  })

  test('starts when the first was killed, even if another process has its id', async () => {
    writeFileSync(lock, JSON.stringify({ pid: process.pid, started: 'long ago' }))
    // The next thing it looks at is the port.
    const port = await freePort()
    const server = createServer().listen(port, '127.0.0.1')
    const settings = { HUB_STATE: state, PORT: String(port) }
    expect((await refusal(script('start.ts', settings))).errors).toContain(`Port ${port} is in use`)
    server.close()
    expect(existsSync(lock)).toBe(false)
  })
})

describe('a database that cannot be used is named, with what to do', () => {
  const hubWith = async (name: string, spoil: (file: string) => void) => {
    const state = join(folder, name)
    await withLocalDatabase(state, migrate)
    const [file] = listDatabaseFiles(state)
    spoil(file!)
    return { state, file: file! }
  }

  const held = (state: string) => command(['hub', '--', 'comments'], { HUB_STATE: state })

  /** What `npm start` does with the database, before it looks at the site. */
  const prepared = (state: string) => prepare(state, {} as Site)

  test.each([
    ['not a database', (file: string) => writeFileSync(file, 'x'.repeat(8192))],
    ['cut short', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ])('one that is %s', async (name, spoil) => {
    const { state, file } = await hubWith(name, (file) => {
      const database = new DatabaseSync(file)
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
      spoil(file)
    })
    const damaged = new RegExp(
      `^The database ${file} is damaged: .+\\.\nMove the file away, .* restore a backup`,
    )
    expect((await refusal(held(state))).errors).toMatch(damaged)
    await expect(prepared(state)).rejects.toThrow(damaged)
  })

  test('one of a newer version of the project', async () => {
    const { state, file } = await hubWith('newer', () => undefined)
    await withLocalDatabase(state, (database) =>
      database.prepare("INSERT INTO d1_migrations (name) VALUES ('9999_later.sql')").run(),
    )
    const words = `The database ${file} is of a newer version of the project: it has the migration 9999_later.sql. Update the project, or set HUB_STATE to another folder.`
    expect((await refusal(held(state))).errors).toBe(words)
    await expect(prepared(state)).rejects.toThrow(words)
  })
})
