import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { killWhileWriting } from './kills'

/** One for each core. */
const HUBS = 2
const ROUNDS = 20

const folder = mkdtempSync(join(tmpdir(), 'hub-durability-'))
afterAll(() => rmSync(folder, { recursive: true }))

test(`no acknowledged comment is lost or doubled over ${HUBS * ROUNDS} kill -9`, async () => {
  const hubs = await Promise.all(
    Array.from({ length: HUBS }, (_, hub) => killWhileWriting(join(folder, `hub-${hub}`), ROUNDS)),
  )
  for (const { acknowledged, found } of hubs) {
    expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS)
    expect(found).toEqual(acknowledged)
  }
  const all = hubs.flatMap(({ acknowledged }) => acknowledged).length
  console.log(`${HUBS * ROUNDS} rounds, ${all} comments acknowledged: none lost, none doubled`)
}, 900_000)
