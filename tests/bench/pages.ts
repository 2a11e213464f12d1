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

type Key = `${(typeof measured)[number]} ${(typeof ways)[number] | 'alone'}`

const ask = (url: string, more: { connections?: number; headers?: { cookie: string } } = {}) =>
  askFor({ url, connections: CONNECTIONS, duration: SECONDS, ...more })

/** Every page in every way, and from D1 once more for one visitor at a time. */
const rounds = (hub: Running, cookie: string) => {
  const mine = { headers: { cookie } }
  return Object.fromEntries(
    measured.flatMap((slug) => [
      [`${slug} static`, () => ask(`${hub.origin}${bare(slug)}`)],
      [`${slug} cached`, () => ask(hub.post(slug))],
      [`${slug} fresh`, () => ask(hub.post(slug), mine)],
      [`${slug} filled`, () => ask(`${hub.origin}${bare(`${slug}-filled`)}`)],
      [`${slug} alone`, () => ask(hub.post(slug), { ...mine, connections: 1 })],
    ]),
  ) as Record<Key, () => Promise<Round>>
}

const times = (a: number, b: number) => (a / b).toFixed(2)

const tableOf = (found: Record<Key, Round>, slug: (typeof measured)[number]) => ({
  title: `A conversation of ${named[slug]} comments`,
  head: ['page', 'requests/s', 'p50 ms', 'p99 ms', 'against the static page'],
  rows: ways.map((way) => {
    const { perSecond, p50, p99 } = found[`${slug} ${way}`]
    const against = times(perSecond, found[`${slug} static`].perSecond)
    return [words[way], perSecond.toFixed(0), String(p50), String(p99), against]
  }),
})

const target = (
  found: Record<Key, Round>,
  way: 'cached' | 'fresh',
  least: number,
  cause: string,
) => {
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

const scale = (found: Record<Key, Round>) => {
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

const alone = (found: Record<Key, Round>) => ({
  title: 'Composed from D1, for one visitor at a time',
  head: ['comments', 'ms a page'],
  rows: measured.map((slug) => [named[slug], (1000 / found[`${slug} alone`].perSecond).toFixed(2)]),
})

/** Requests a second of one page in all the ways it can be served. */
export const pages = async (): Promise<Part> => {
  await keepFilled([...measured])
  const hub = await startHub()
  try {
    const { cookie } = await sendComment(hub, 1)
    const found = await inTurn(ROUNDS, rounds(hub, cookie))
    return {
      title: 'Pages',
      how: `One \`wrangler dev\`, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s in turn, medians. Cached is without a cookie; from D1 is with a guest's own cookie, which passes the cache. The static page is the built file with its slots resting; the same file is what gets composed.`,
      targets: [target(found, 'cached', 0.8, ''), target(found, 'fresh', 0.5, ''), scale(found)],
      tables: [...measured.map((slug) => tableOf(found, slug)), alone(found)],
    }
  } finally {
    await hub.stop()
  }
}
