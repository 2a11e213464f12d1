import { pathsAt } from '../../site/contract/paths'
import { askFor, inTurn, type Round } from './load'
import { base, type Running, startHub } from './hub'
import type { Part } from './report'
import { sendComment } from './sending'

const ROUNDS = 3
const SECONDS = 3
const CONNECTIONS = 16

/** A browser is counted, and a robot is not. */
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const ROBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1)'

/** The offers of the sample hub, all put away for as long as can be: pages go without one. */
const awayUntil = () => Math.floor(Date.now() / 3_600_000) + 30 * 24
const withoutOffers = () =>
  `hub-away=${['winter-service', 'commuting-course', 'cargo-weekend', 'capped'].map((id) => `${id}.${awayUntil()}`).join('~')}`

interface Asking {
  agent: string
  cookie?: string
  isLed?: boolean
}

const paths = pathsAt(base)

const rounds = (hub: Running, guest: string) => {
  const ask = (url: string, { agent, cookie, isLed = false }: Asking) =>
    askFor(hub, {
      url,
      connections: CONNECTIONS,
      duration: SECONDS,
      headers: { 'user-agent': agent, ...(cookie && { cookie }) },
      isLed,
    })
  const out = (id: string, agent: string) =>
    ask(new URL(`${paths.out('offer', id)}?from=post:ten`, hub.origin).href, { agent, isLed: true })
  const post = hub.post('ten')
  return {
    uncounted: () => out('commuting-course', ROBOT),
    counted: () => out('commuting-course', BROWSER),
    capped: () => out('capped', BROWSER),
    kept: () => ask(post, { agent: ROBOT }),
    sampled: () => ask(post, { agent: BROWSER }),
    without: () => ask(post, { agent: ROBOT, cookie: `${guest}; ${withoutOffers()}` }),
    with: () => ask(post, { agent: ROBOT, cookie: guest }),
  }
}

type Found = Record<keyof ReturnType<typeof rounds>, Round>

const head = ['what', 'requests/s', 'p50 ms', 'p99 ms', 'against the first', 'processor ms each']

const tableOf = (found: Found, title: string, rows: [keyof Found, string][]) => {
  const first = found[rows[0]![0]]
  return {
    title,
    head,
    rows: rows.map(([key, name]) => {
      const { perSecond, p50, p99, work } = found[key]
      const ratio = (perSecond / first.perSecond).toFixed(2)
      return [name, perSecond.toFixed(0), String(p50), String(p99), ratio, work.toFixed(1)]
    }),
  }
}

/** What counting costs a click, and what an offer costs a page. */
export const ways = async (): Promise<Part> => {
  const hub = await startHub()
  try {
    const { cookie } = await sendComment(hub, 1)
    const found = await inTurn(ROUNDS, rounds(hub, cookie))
    return {
      title: 'Ways out',
      how: `One \`wrangler dev\` at ${base}, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s in turn, medians. A robot is led on and shown all the same, and counts for nothing. A page without an offer is that of a guest who has put all of them away.`,
      targets: [],
      tables: [
        tableOf(found, 'A click on an offer', [
          ['uncounted', 'led on, not counted'],
          ['counted', 'led on and counted, once the answer is out'],
          ['capped', 'counted against a cap, before the answer'],
        ]),
        tableOf(found, 'A page from the edge cache', [
          ['kept', 'with an offer, nobody counted'],
          ['sampled', 'with an offer, one view in ten counted'],
        ]),
        tableOf(found, 'A page from D1', [
          ['without', 'without an offer'],
          ['with', 'with an offer'],
        ]),
      ],
    }
  } finally {
    await hub.stop()
  }
}
