import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/d1'
import { afterAll, expect, test, vi } from 'vitest'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { comments } from '../../worker/comments/table'
import { serveHub } from '../serving'

const folder = mkdtempSync(join(tmpdir(), 'hub-durability-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** One core each; twelve rounds between them. */
const HOUSES = 2
const ROUNDS = 6
const WRITERS = 4

const wordsOf = (who: number) => `Words of writer ${who}`

/** Somebody with words, an e-mail and an address of their own; answers nothing when cut off. */
const write = async (port: number, who: number): Promise<number | undefined> => {
  const form = { body: wordsOf(who), name: `Writer ${who}`, email: `writer${who}@example.org` }
  const sent = fetch(`http://127.0.0.1:${port}/community/conversations/post:open/comments`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'sec-fetch-site': 'same-origin',
      'cf-connecting-ip': `10.${who >> 16}.${(who >> 8) & 255}.${who & 255}`,
    },
    body: new URLSearchParams(form),
  })
  return sent.then(
    ({ status }) => status,
    () => undefined,
  )
}

interface House {
  state: string
  /** The last writer to be given a number. */
  last: number
  acknowledged: number[]
  /** Those who were cut off, and try again as soon as there is a server. */
  cutOff: number[]
}

/** One writer after the other, until the server is gone. */
const keepWriting = async (house: House, port: number) => {
  for (;;) {
    const who = house.cutOff.shift() ?? ++house.last
    const answer = await write(port, who)
    if (answer === undefined) return void house.cutOff.push(who)
    if (answer !== 303) throw new Error(`writer ${who}: expected 303, found ${answer}`)
    house.acknowledged.push(who)
  }
}

/** Writers at work, and some time after the first was answered the server killed under them with all that belongs to it. */
const storm = async (house: House, milliseconds: number) => {
  const { port, server } = await serveHub(house.state)
  const before = house.acknowledged.length
  const writing = Promise.all(Array.from({ length: WRITERS }, () => keepWriting(house, port)))
  await vi.waitUntil(() => house.acknowledged.length > before, { timeout: 30_000 })
  await new Promise((done) => setTimeout(done, milliseconds))
  process.kill(-server.pid, 'SIGKILL')
  await server.failed.catch(() => undefined)
  await writing
}

/** Whoever is still cut off after the last storm tries again. */
const calm = async (house: House) => {
  const { port, server } = await serveHub(house.state)
  for (const who of house.cutOff) {
    expect(await write(port, who)).toBe(303)
    house.acknowledged.push(who)
  }
  await server.stop()
}

const weather = async (number: number) => {
  const house: House = {
    state: join(folder, `house-${number}`),
    last: number * 1_000_000,
    acknowledged: [],
    cutOff: [],
  }
  await withLocalDatabase(house.state, migrate)
  for (let round = 0; round < ROUNDS; round++) await storm(house, (round * 70) % 400)
  await calm(house)
  const rows = await withLocalDatabase(house.state, (database) =>
    drizzle(database, { casing: 'snake_case' }).select({ body: comments.body }).from(comments),
  )
  return { said: house.acknowledged.map(wordsOf).toSorted(), kept: rows.map(({ body }) => body) }
}

test('no acknowledged comment is lost to kill -9, and none is doubled by trying again', async () => {
  const houses = await Promise.all(Array.from({ length: HOUSES }, (_, number) => weather(number)))
  for (const { said, kept } of houses) {
    expect(said.length).toBeGreaterThanOrEqual(ROUNDS)
    expect(kept.toSorted()).toEqual(said)
  }
  const all = houses.flatMap(({ said }) => said).length
  console.log(`${HOUSES * ROUNDS} rounds, ${all} comments acknowledged: none lost, none doubled`)
}, 300_000)
