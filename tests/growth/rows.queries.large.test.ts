import { beforeAll, describe, expect, test } from 'vitest'
import { app } from '../../worker/app'
import { bindings } from '../world'
import { bounds } from './bounds'
import { grow, SIZES } from './fill'
import { addresses, jobNames, measure, type Measured, measureStatement } from './measure'

/*
 * A hub of 100 000 members, 20 000 topics and 80 000 comments beside the same hub at a twentieth: each
 * address and each job of the cron trigger reads as many rows in both, or what bounds.ts says. Written
 * anew when this runs: the table that tests/growth/README.md holds.
 */

/** How many times what the small hub reads, and rows besides, for addresses that read a handful. */
const MOST = 1.2
const SLACK = 5

const GREEDY = `select count(*) from comments where body like '%gears%'`

interface Pair {
  small: Measured
  large: Measured
}

const pairs = new Map<string, Pair>()
let planted: Pair

/** What is wrong with the growth of a reading, with the statements that read most. */
const faultOf = ({ small, large }: Pair, bound?: number): string | undefined => {
  const most = bound ?? Math.max(MOST * small.rows, small.rows + SLACK)
  if (large.rows <= most) return undefined
  return `${small.rows} rows in the small hub, ${large.rows} in the large one:\n${large.greediest}`
}

const printTable = () => {
  const lines = [...pairs].map(
    ([name, { small, large }]) => `| \`${name}\` | ${small.rows} | ${large.rows} |`,
  )
  console.log(lines.join('\n'))
}

beforeAll(async () => {
  await grow(bindings.DB, 0, SIZES.small)
  const small = await measure()
  const greedy = await measureStatement(GREEDY)
  await grow(bindings.DB, SIZES.small, SIZES.large)
  for (const [name, large] of await measure()) pairs.set(name, { small: small.get(name)!, large })
  planted = { small: greedy, large: await measureStatement(GREEDY) }
  printTable()
}, 900_000)

const routes = app.routes
  .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
  .map(({ method, path }) => `${method} ${path}`)

const jobs = await jobNames()
const names = [...Object.keys(addresses), ...jobs.map((job) => `job: ${job}`)]

/** The address of a visit, without its variant. */
const addressOf = (name: string) => name.split(' ').slice(0, 2).join(' ')

test('every address is measured, and no other', () => {
  const measured = new Set(Object.keys(addresses).map(addressOf))
  expect(routes.filter((route) => !measured.has(route))).toEqual([])
  expect([...measured].filter((address) => !routes.includes(address))).toEqual([])
})

test('every bound is of something that is measured', () => {
  expect(Object.keys(bounds).filter((name) => !names.includes(name))).toEqual([])
})

test('a statement that grows with the hub is noticed, and named', () => {
  expect(faultOf(planted)).toContain(GREEDY)
})

describe('rows read by', () => {
  test.each(names)('%s', (name) => {
    expect(faultOf(pairs.get(name)!, bounds[name]?.rows)).toBeUndefined()
  })
})
