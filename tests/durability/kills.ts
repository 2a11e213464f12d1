import { readFileSync } from 'node:fs'
import { generateSignedCookie } from 'hono/cookie'
import { expect, vi } from 'vitest'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { secretFile } from '../../cli/secret'
import { serveHub } from '../serving'
import { KINDS, kindOf, prepareWriters, wrongCounts } from './writes'

const WRITERS = 4

/** More than are answered before a kill. */
const WRITERS_A_ROUND = 200

/** The members 1 and 2 decide, and write what is decided about. */
const HOST = 1
const FIRST = 3

const cookieOf = async (state: string, member: number) => {
  const secret = /^HUB_SECRET=(.*)$/m.exec(readFileSync(secretFile(state), 'utf8'))![1]!
  const cookie = await generateSignedCookie('hub-session', `token${member}`, secret)
  return cookie.split(';')[0]!
}

/** The cookie of whoever sends this kind of write; none for a guest. */
const senderOf = async (state: string, who: number): Promise<Record<string, string>> => {
  const { byHost, fields } = kindOf(who)
  if (fields?.(who)['email']) return {}
  return { cookie: await cookieOf(state, byHost ? HOST : who) }
}

/** A member's write, from an address of their own; answers nothing when cut off. */
const write = async (state: string, port: number, who: number): Promise<number | undefined> => {
  const { path, fields } = kindOf(who)
  const sent = fetch(`http://127.0.0.1:${port}/community/${path(who)}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      ...(await senderOf(state, who)),
      'sec-fetch-site': 'same-origin',
      'cf-connecting-ip': `10.${who >> 16}.${(who >> 8) & 255}.${who & 255}`,
    },
    body: new URLSearchParams(fields?.(who) ?? {}),
  })
  return sent.then(
    ({ status }) => status,
    () => undefined,
  )
}

interface House {
  state: string
  /** How many members there are, and the last who was given something to write. */
  writers: number
  last: number
  acknowledged: number[]
  /** Those who were cut off, and try again as soon as there is a server. */
  cutOff: number[]
}

const nextWriter = (house: House): number => {
  const who = house.cutOff.shift() ?? ++house.last
  if (who > house.writers) throw new Error(`there are only ${house.writers} writers`)
  return who
}

/** One writer after the other, until the server is gone. */
const keepWriting = async (house: House, port: number) => {
  for (;;) {
    const who = nextWriter(house)
    const answer = await write(house.state, port, who)
    if (answer === undefined) {
      // Sent again, a reaction is taken back: the reader has to look.
      if (!kindOf(who).isToggle) house.cutOff.push(who)
      return
    }
    if (answer !== 303)
      throw new Error(`writer ${who}, ${kindOf(who).address}: expected 303, found ${answer}`)
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

/** Whoever is still cut off after the last storm tries again, and each kind is written once more. */
const calm = async (house: House) => {
  const { port, server } = await serveHub(house.state)
  const more = KINDS.map(() => ++house.last)
  for (const who of [...house.cutOff, ...more]) {
    expect(await write(house.state, port, who), kindOf(who).address).toBe(303)
    house.acknowledged.push(who)
  }
  await server.stop()
}

/** The writes that are not in the database exactly once, as their addresses and how often they are. */
const listWrong = (house: House) =>
  withLocalDatabase(house.state, async (db) => {
    const wrong: string[] = []
    for (const who of house.acknowledged) {
      const { address, count } = kindOf(who)
      const found = await db.prepare(count(who)).raw<[number]>()
      if (found[0]?.[0] !== 1) wrong.push(`${address} of writer ${who}: ${found[0]?.[0]} times`)
    }
    return { wrong, counts: await wrongCounts(db) }
  })

/**
 * Kills a hub again and again while members and guests send every kind of write.
 *
 * @param state the folder of its database
 * @returns how many writes were acknowledged, by address; those that are not in the database exactly
 *   once; and the stored counts that are not what they count
 */
export const killWhileWriting = async (state: string, rounds: number) => {
  const writers = KINDS.length + rounds * WRITERS_A_ROUND
  const house: House = { state, writers, last: FIRST - 1, acknowledged: [], cutOff: [] }
  await withLocalDatabase(state, async (db) => {
    await migrate(db)
    await prepareWriters(db, writers)
  })
  for (let round = 0; round < rounds; round++) await storm(house, (round * 70) % 400)
  await calm(house)
  return { acknowledged: house.acknowledged.length, ...(await listWrong(house)) }
}
