import autocannon from 'autocannon'
import { type Running, startHub, withDatabase } from './hub'
import { inTurn, type Round } from './load'
import { processorTime } from './processor'
import type { Part } from './report'
import { newComment } from './sending'

const ROUNDS = 3
const SECONDS = 3

let sent = 100

const write = async (
  { origin, pid }: Running,
  connections: number,
): Promise<Round & { all: number }> => {
  const before = processorTime(pid)
  const { latency, errors, ...answers } = await autocannon({
    url: origin,
    connections,
    duration: SECONDS,
    requests: [{ setupRequest: (request) => ({ ...request, ...newComment(sent++) }) }],
  })
  const accepted = answers['3xx']
  const refused = answers['2xx'] + answers['4xx'] + answers['5xx'] + errors
  if (refused > 0) throw new Error(`${refused} of ${accepted + refused} comments were refused`)
  const work = (processorTime(pid) - before) / accepted
  return {
    perSecond: accepted / SECONDS,
    p50: latency.p50,
    p99: latency.p99,
    work,
    all: accepted,
  }
}

const countKept = () =>
  withDatabase((database) =>
    database
      .prepare(`select count(*) from comments where conversation = 'post:talk'`)
      .first<number>('count(*)'),
  )

/** Comments accepted a second. */
export const writes = async (): Promise<Part> => {
  let acknowledged = 0
  const counting = async (hub: Running, connections: number) => {
    const round = await write(hub, connections)
    acknowledged += round.all
    return round
  }
  const before = (await countKept()) ?? 0
  const hub = await startHub()
  const found = await inTurn(ROUNDS, {
    '1': () => counting(hub, 1),
    '8': () => counting(hub, 8),
  }).finally(hub.stop)
  const kept = ((await countKept()) ?? 0) - before
  return {
    title: 'Comments',
    how: `Each is the first of a new guest, at an address and with words of their own, into one conversation: guard, limits, Markdown, a transaction on disk, the letter that asks for confirmation. ${ROUNDS} rounds of ${SECONDS} s in turn, medians.`,
    targets: [
      {
        what: 'acknowledged comments that are not in the database',
        keep: '0',
        found: String(Math.max(0, acknowledged - kept)),
        kept: kept >= acknowledged,
      },
    ],
    tables: [
      {
        head: ['connections', 'accepted/s', 'p50 ms', 'p99 ms', 'processor ms each'],
        rows: (['1', '8'] as const).map((connections) => {
          const { perSecond, p50, p99, work } = found[connections]
          return [connections, perSecond.toFixed(0), String(p50), String(p99), work.toFixed(1)]
        }),
      },
    ],
  }
}
