import { beforeEach, expect, test, vi } from 'vitest'
import { hubAt, readHub } from '../../../worker/http/hub'
import { ask, bindings, db, member } from '../../world'
import { hours } from '../../../worker/moderation/statistics/table'

beforeEach(() => db.delete(hours))

const desk = async (env = {}) => {
  const host = await member({ role: 'host' })
  return ask('/community/desk/', {}, { ...host, env })
}

/** What happened this hour, or days ago: of 26 hours, so that no change of clocks brings one into today. */
const happened = async (
  ...list: {
    measure: 'held' | 'published' | 'answered'
    conversation?: string
    count: number
    days?: number
  }[]
) => {
  const now = Math.floor(Date.now() / 3_600_000)
  for (const { conversation = 'post:open', days = 0, ...more } of list)
    await db.insert(hours).values({ ...more, conversation, hour: now - days * 26 })
}

test('a desk without activity says so and shows no chart', async () => {
  const { status, body } = await desk()
  expect(status).toBe(200)
  expect(body).toContain('Week at a glance')
  expect(body).toContain('No activity in the last two weeks')
  expect(body).not.toContain('pulse-chart')
})

test('hosts see the held comments as a sentence, a chart and a table', async () => {
  await happened(
    { measure: 'held', count: 4, days: 1 },
    { measure: 'held', count: 1, days: 8 },
    { measure: 'held', count: 2 },
  )
  const { body } = await desk()
  expect(body).toContain(
    '4 comments were held in the seven days before today, 3 more than in the week before; 2 so far today.',
  )
  const [chart] = /<svg class="pulse-chart".*?<\/svg>/s.exec(body)!
  expect(chart).toContain('role="img" aria-label="Comments held, by day"')
  expect(chart.match(/<rect/g)).toHaveLength(8)
  const [table] = /<table>.*?<\/table>/s.exec(body)!
  expect(table.match(/<tr>/g)).toHaveLength(9)
  expect(table).toMatch(/<th scope="row">Today so far<\/th><td>2<\/td><td>0<\/td>/)
})

test('the most active conversations are linked', async () => {
  const { conversations } = hubAt(await readHub(bindings), new Date())
  const [first, second] = Object.values(conversations)
  await happened(
    { measure: 'published', conversation: second!.id, count: 1234 },
    { measure: 'published', conversation: first!.id, count: 7 },
    { measure: 'published', conversation: 'post:gone', count: 99_999 },
  )
  const { body } = await desk()
  const table = body.slice(body.indexOf('<table class="pulse-active">'))
  const links = [...table.matchAll(/<a href="([^"]+)" dir="auto">/g)].map(([, href]) => href)
  expect(links).toEqual([`/community/posts/${second!.slug}/`, `/community/posts/${first!.slug}/`])
  expect(table).toContain('1,234')
})

test('numbers of any size fit into the chart', async () => {
  await happened(
    { measure: 'held', count: 1 },
    { measure: 'held', count: 987_654_321, days: 1 },
    { measure: 'answered', count: 1, days: 2 },
  )
  const { body } = await desk()
  expect(body).toMatch(/>990m<\/text>/i)
  expect(body).toContain('987,654,321 comments were held')
  expect(body).not.toMatch(/NaN|Infinity|undefined/)
  for (const [, height] of body.matchAll(/<rect class="pulse-bar[^>]* height="([^"]+)"/g))
    expect(Number(height)).toBeLessThanOrEqual(136)
})

test('charts have no inline styles, which the policy would block', async () => {
  await happened({ measure: 'held', count: 4 })
  const { body } = await desk()
  expect(body).toContain('<svg class="pulse-chart"')
  expect(body).not.toMatch(/ style=|<style/)
})

test('the desk is shown without statistics while they are unavailable', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  await happened({ measure: 'held', count: 4 })
  const DB = new Proxy(bindings.DB, {
    get: (real, name: keyof D1Database) =>
      name === 'prepare'
        ? (sql: string) => real.prepare(sql.replace('from "hours"', 'from "nowhere"'))
        : (real[name] as () => unknown).bind(real),
  })
  const { status, body } = await desk({ DB })
  expect(status).toBe(200)
  expect(body).toContain('load the statistics right now')
  expect(error).toHaveBeenCalledWith(
    expect.stringContaining('the statistics of the week are unavailable: GET /desk/'),
    expect.anything(),
  )
})

test('only hosts see the statistics', async () => {
  await happened({ measure: 'held', count: 4 })
  for (const asking of [{}, await member()]) {
    const { status, body } = await ask('/community/desk/', {}, asking)
    expect(status).toBe(404)
    expect(body).not.toContain('Week at a glance')
  }
})
