import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { killWhileWriting } from './kills'

const folder = mkdtempSync(join(tmpdir(), 'hub-durability-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('no acknowledged comment is lost to kill -9, and none is doubled by trying again', async () => {
  const { acknowledged, found } = await killWhileWriting(folder, 1)
  expect(acknowledged.length).toBeGreaterThanOrEqual(1)
  expect(found).toEqual(acknowledged)
})
