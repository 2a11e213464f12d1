import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { withNamedDatabase } from '../../cli/broken-database'

const state = mkdtempSync(join(tmpdir(), 'hub-broken-'))
afterAll(() => rmSync(state, { recursive: true }))

const folder = join(state, 'v3/d1/miniflare-D1DatabaseObject')
const file = join(folder, `${'a'.repeat(64)}.sqlite`)
mkdirSync(folder, { recursive: true })
// A new hub: everything is still in the write-ahead log.
writeFileSync(file, '')

test.each(['D1_ERROR: database disk image is malformed: SQLITE_CORRUPT', 'file is not a database'])(
  'damage that shows later, "%s", names the file too',
  async (message) => {
    const failing = () => Promise.reject(new Error('Failed query', { cause: new Error(message) }))
    await expect(withNamedDatabase(state, failing)).rejects.toThrow(
      `The database ${file} is damaged: ${message}.`,
    )
  },
)

test('any other failure stays what it is', async () => {
  const error = new Error('no such table: members')
  await expect(withNamedDatabase(state, () => Promise.reject(error))).rejects.toBe(error)
})
