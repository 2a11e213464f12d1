import { drizzle } from 'drizzle-orm/d1'
import { expect, vi } from 'vitest'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { comments } from '../../worker/discussion/comments/table'
import { serveHub } from '../serving'

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

/**
 * Kills a hub again and again while guests write comments, and gives back what was acknowledged and
 * what is in the database at the end, both sorted.
 *
 * @param state the folder of its database
 */
export const killWhileWriting = async (state: string, rounds: number) => {
  const house: House = { state, last: 0, acknowledged: [], cutOff: [] }
  await withLocalDatabase(state, migrate)
  for (let round = 0; round < rounds; round++) await storm(house, (round * 70) % 400)
  await calm(house)
  const rows = await withLocalDatabase(state, (database) =>
    drizzle(database, { casing: 'snake_case' }).select({ body: comments.body }).from(comments),
  )
  return {
    acknowledged: house.acknowledged.map(wordsOf).toSorted(),
    found: rows.map(({ body }) => body).toSorted(),
  }
}
