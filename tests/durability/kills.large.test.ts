import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { killWhileWriting } from './kills'
import { KINDS } from './writes'

/** One for each core. */
const HUBS = 2
const ROUNDS = 25

const folder = mkdtempSync(join(tmpdir(), 'hub-durability-'))
afterAll(() => rmSync(folder, { recursive: true }))

test(`no acknowledged write of any kind is lost or doubled over ${HUBS * ROUNDS} kill -9`, async () => {
  const hubs = await Promise.all(
    Array.from({ length: HUBS }, (_, hub) => killWhileWriting(join(folder, `hub-${hub}`), ROUNDS)),
  )
  for (const { acknowledged, wrong, counts } of hubs) {
    expect(acknowledged).toBeGreaterThanOrEqual(ROUNDS + KINDS.length)
    expect(wrong).toEqual([])
    expect(counts).toEqual({})
  }
  const all = hubs.reduce((sum, { acknowledged }) => sum + acknowledged, 0)
  console.log(`${HUBS * ROUNDS} rounds, ${all} writes acknowledged: none lost, none doubled`)
}, 900_000)
