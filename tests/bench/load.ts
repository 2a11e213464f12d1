import autocannon, { type Options } from 'autocannon'
import { processorTime } from './processor'

/** What a round of requests found. */
export interface Round {
  /** Requests answered in a second. */
  perSecond: number
  /** Milliseconds within which half of them, and 99 of 100, were answered. */
  p50: number
  p99: number
  /** Milliseconds of processor time that the server took for each. */
  work: number
}

/** The middle of what several rounds found: one that was disturbed does not count. */
export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The median of each figure. */
export const middle = (rounds: Round[]): Round => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  work: median(rounds.map(({ work }) => work)),
})

interface Asked extends Options {
  duration: number
  /** Whether being led on is the answer that is meant, and a page is none. */
  isLed?: boolean
}

/** Asks for so many seconds. Throws when anything but what is meant comes back: that would be no measure. */
export const askFor = async (
  server: { pid: number },
  { isLed = false, ...options }: Asked,
): Promise<Round> => {
  const before = processorTime(server.pid)
  const { requests, latency, errors, ...answers } = await autocannon(options)
  const work = (processorTime(server.pid) - before) / requests.total
  if (requests.total === 0) throw new Error(`${options.url}: the machine is too busy to measure`)
  const others = requests.total - answers[isLed ? '3xx' : '2xx']
  if (others + errors > 0)
    throw new Error(`${options.url}: ${others} answers were not meant, ${errors} did not come`)
  return { perSecond: requests.total / options.duration, p50: latency.p50, p99: latency.p99, work }
}

/**
 * Measures several things in turn, round by round, so that whatever else the machine does meets all
 * of them alike. The first round warms up and does not count.
 */
export const inTurn = async <Name extends string>(
  rounds: number,
  what: Record<Name, () => Promise<Round>>,
): Promise<Record<Name, Round>> => {
  const names = Object.keys(what) as Name[]
  const found = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Round[]
  >
  for (let round = 0; round <= rounds; round++)
    for (const name of round % 2 ? names : names.toReversed()) {
      const one = await what[name]()
      if (round > 0) found[name].push(one)
    }
  return Object.fromEntries(names.map((name) => [name, middle(found[name])])) as Record<Name, Round>
}
