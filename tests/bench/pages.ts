import { askFor, inTurn, type Round } from './load'
import { bare, keepFilled, type Running, type Slug, startHub } from './hub'
import type { Part } from './report'
import { sendComment } from './sending'

const measured = ['ten', 'thousand', 'ten-thousand'] as const satisfies Slug[]
const named = { ten: '10', thousand: '1 000', 'ten-thousand': '10 000' }
const ways = ['static', 'cached', 'fresh', 'filled'] as const
const words = {
  static: 'the static page, no Worker',
  cached: 'composed, from the edge cache',
  fresh: 'composed, from D1',
  filled: 'the composed bytes as a file, no Worker',
}

const ROUNDS = 5
const SECONDS = 2
const CONNECTIONS = 16

type Key =
  `${(typeof measured)[number]} ${(typeof ways)[number] | 'alone'}` | 'least cached' | 'least fresh'

interface Asking {
  connections?: number
  headers?: { cookie: string }
}

const ask = (server: Running, url: string, more: Asking = {}) =>
  askFor(server, { url, connections: CONNECTIONS, duration: SECONDS, ...more })

/**
 * Every page in every way, and from D1 once more for one visitor at a time; in between, the least
 * that a Worker can do.
 */
const rounds = (hub: Running, floor: Running, cookie: string) => {
  const mine = { headers: { cookie } }
  const each = measured.flatMap((slug) => [
    [`${slug} static`, () => ask(hub, `${hub.origin}${bare(slug)}`)],
    [`${slug} cached`, () => ask(hub, hub.post(slug))],
    [`${slug} fresh`, () => ask(hub, hub.post(slug), mine)],
    [`${slug} filled`, () => ask(hub, `${hub.origin}${bare(`${slug}-filled`)}`)],
    [`${slug} alone`, () => ask(hub, hub.post(slug), { ...mine, connections: 1 })],
  ])
  return {
    ...Object.fromEntries(each),
    'least cached': () => ask(floor, `${floor.origin}/cached`),
    'least fresh': () => ask(floor, `${floor.origin}/fresh`),
  } as Record<Key, () => Promise<Round>>
}

type Found = Record<Key, Round>

const times = (a: number, b: number) => (a / b).toFixed(2)

const rowOf = (name: string, { perSecond, p50, p99, work }: Round, still: Round) => [
  name,
  perSecond.toFixed(0),
  String(p50),
  String(p99),
  times(perSecond, still.perSecond),
  work.toFixed(1),
  times(still.work, work),
]

const head = [
  'page',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'against the static page',
  'processor ms each',
  'the same by processor time',
]

const tableOf = (found: Found, slug: (typeof measured)[number]) => ({
  title: `A conversation of ${named[slug]} comments`,
  head,
  rows: ways.map((way) => rowOf(words[way], found[`${slug} ${way}`], found[`${slug} static`])),
})

/** What no Worker can be rid of here, whatever it is: one answer, one page, fifty rows. */
const leastTable = (found: Found) => ({
  title: 'The least that any Worker costs on this server, for the same 10 000 comments',
  head,
  rows: [
    rowOf(
      'a Worker that only gives one page out of the cache',
      found['least cached'],
      found['ten-thousand static'],
    ),
    rowOf(
      'a Worker that only reads the static page and fifty rows',
      found['least fresh'],
      found['ten-thousand static'],
    ),
  ],
})

const target = (found: Found, way: 'cached' | 'fresh', least: number, cause: string) => {
  const ratios = measured.map(
    (slug) => found[`${slug} ${way}`].perSecond / found[`${slug} static`].perSecond,
  )
  return {
    what: `${words[way]}, against ${words.static} (${measured.map((slug) => named[slug]).join(' · ')} comments)`,
    keep: `≥ ${least}`,
    found: ratios.map((ratio) => ratio.toFixed(2)).join(' · '),
    kept: ratios.every((ratio) => ratio >= least),
    cause,
  }
}

const scale = (found: Found) => {
  const ratio = found['ten alone'].perSecond / found['ten-thousand alone'].perSecond
  return {
    what: 'time to a page of 10 000 comments, against one of 10, for one visitor at a time',
    keep: '≤ 1.5',
    found: ratio.toFixed(2),
    kept: ratio <= 1.5,
    cause:
      'the page of 10 shows ten comments and that of 10 000 shows fifty, five times the drawing; how the time depends on the length of the conversation alone is the step from 1 000 to 10 000, where both show fifty.',
  }
}

/** By processor time, as that is not disturbed by what else runs. */
const againstStatic = (found: Found, key: Key) =>
  times(found['ten-thousand static'].work, found[key].work)

const alone = (found: Found) => ({
  title: 'Composed from D1, for one visitor at a time',
  head: ['comments', 'ms a page'],
  rows: measured.map((slug) => [named[slug], (1000 / found[`${slug} alone`].perSecond).toFixed(2)]),
})

/** Requests a second of one page in all the ways it can be served. */
export const pages = async (): Promise<Part> => {
  await keepFilled([...measured])
  const hub = await startHub()
  const floor = await startHub('floor')
  try {
    const { cookie } = await sendComment(hub, 1)
    const found = await inTurn(ROUNDS, rounds(hub, floor, cookie))
    return {
      title: 'Pages',
      how: `One \`wrangler dev\`, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s in turn, medians. Cached is without a cookie; from D1 is with a guest's own cookie, which passes the cache. The static page is the built file with its slots resting; the same file is what gets composed. Processor time is that of all the server's processes together, on Linux.`,
      targets: [
        target(
          found,
          'cached',
          0.8,
          `a Worker that only gives one page out of the cache, and is no hub, reaches ${againstStatic(found, 'least cached')} here by processor time: in workerd's local simulation a file is served without waking one, and the cache is a service behind two more hops.`,
        ),
        target(
          found,
          'fresh',
          0.5,
          `a Worker that only reads the static page and fifty rows, and draws nothing, reaches ${againstStatic(found, 'least fresh')} here by processor time; the rest is drawing the comments and rewriting the page.`,
        ),
        scale(found),
      ],
      tables: [...measured.map((slug) => tableOf(found, slug)), leastTable(found), alone(found)],
    }
  } finally {
    await floor.stop()
    await hub.stop()
  }
}
