import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { withLocalDatabase } from '../../cli/local'
import { migrate } from '../../cli/migrations'
import { bundle } from '../built'
import { serveHub } from '../serving'

/** Around the Worker's default export: counts what the database is asked, and gives it at `/reads`. */
const counting = (hub: string) => `
let reads = 0
const counted = (database) => ({
  prepare: (sql) => (reads++, database.prepare(sql)),
  batch: (statements) => database.batch(statements),
})
export default {
  ...${hub},
  fetch(request, env, context) {
    if (new URL(request.url).pathname === '/reads') return new Response(String(reads))
    return ${hub}.fetch(request, { ...env, DB: counted(env.DB) }, context)
  },
}
`

/** The bundled Worker with that around it, as the only file in a folder: the server watches it. */
const writeCounted = (folder: string): string => {
  mkdirSync(folder)
  const file = join(folder, 'counted.js')
  const code = readFileSync(bundle, 'utf8')
  const counted = code.replace(/export\s*\{\s*([\w$]+) as default\s*\};?/, (_, hub: string) =>
    counting(hub),
  )
  expect(counted).not.toBe(code)
  writeFileSync(file, counted)
  return file
}

/** A hub that says how often it has asked its database. */
const serveCounted = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hub-herd-'))
  const state = join(folder, 'state')
  await withLocalDatabase(state, migrate)
  const { port, server } = await serveHub(state, {}, writeCounted(join(folder, 'worker')))
  onTestFinished(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })
  const readsSoFar = async () =>
    Number(await (await fetch(`http://127.0.0.1:${port}/reads`)).text())
  return {
    /** What so many readers get who ask at once, and how often the database was asked for them. */
    visit: async (host: string, path: string, readers: number) => {
      const before = await readsSoFar()
      const read = async () => {
        const answer = await fetch(`http://${host}:${port}/community/${path}`)
        return [answer.status, await answer.text()] as const
      }
      const answers = await Promise.all(Array.from({ length: readers }, read))
      return { answers, reads: (await readsSoFar()) - before }
    },
  }
}

/** Statements that Cloudflare allows a request on Workers Free. */
const FREE_STATEMENTS = 50

/** How long a page is cached, in milliseconds. */
const CACHED = 30_000

/** How often an isolate reads the updates of alerts from the desk, in milliseconds. */
const ALERTS_READ = 10_000

/** Tests on a server of its own that so many readers of a cold page at once are one reading. */
export const testHerd = (readers: number) => {
  test(`${readers} readers of a cold page at once are one reading of the database`, async () => {
    const { visit } = await serveCounted()
    for (const path of ['posts/open/', '', 'feed.xml']) {
      const one = await visit('127.0.0.1', path, 1)
      expect(one.reads, path).toBeGreaterThan(0)
      expect(one.reads, path).toBeLessThanOrEqual(FREE_STATEMENTS)
      // Nothing is cached for this name of the server.
      const start = Date.now()
      const herd = await visit('localhost', path, readers)
      // On a slow machine the last readers come when the page has expired.
      const took = Date.now() - start
      const times = 1 + Math.floor(took / CACHED)
      const alerts = 1 + Math.floor(took / ALERTS_READ)
      expect(herd.reads, path).toBeLessThanOrEqual(times * one.reads + alerts)
      for (const [status] of herd.answers) expect(status).toBe(200)
      if (times === 1) expect(new Set(herd.answers.map(([, body]) => body)).size).toBe(1)
    }
  }, 600_000)
}
