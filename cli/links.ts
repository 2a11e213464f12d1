import { mayAsk } from '../worker/lib/safe-fetch'

/** How many hosts are asked at the same time; each gets one request after the other. */
const HOSTS = 6

/** The pause between two requests to a host, and the time limit of each, in milliseconds. */
const PAUSE = 300
const PATIENCE = 15_000

/** The most redirects that are followed. */
const MOST_HOPS = 5

/** The state of a link. Only a link that is `gone` must be fixed. */
export interface Answer {
  is: 'there' | 'gone' | 'unsure'
  /** The reason, if it is not `there`. */
  why: string
}

export interface Asking {
  /** The user agent. */
  agent: string
  /** Whether an address may be requested; default: only the public internet. */
  isAllowed?: (url: URL) => boolean
  pause?: number
  patience?: number
}

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

interface Heard {
  status: number
}

/** Follows redirects to the final address. Each address on the way must be allowed too. */
const follow = async (
  address: URL,
  method: 'HEAD' | 'GET',
  { agent, isAllowed = mayAsk, patience = PATIENCE }: Asking,
  hops = 0,
): Promise<Heard | Answer> => {
  if (!isAllowed(address)) return { is: 'gone', why: 'is not on the public internet' }
  if (hops > MOST_HOPS) return { is: 'gone', why: 'has too many redirects' }
  const { status, headers, body } = await fetch(address, {
    method,
    redirect: 'manual',
    headers: { 'user-agent': agent, accept: 'text/html,*/*;q=0.8' },
    signal: AbortSignal.timeout(patience),
  })
  await body?.cancel()
  const location = status >= 300 && status < 400 ? headers.get('location') : null
  if (!location) return { status }
  const next = URL.parse(location, address)
  if (!next) return { is: 'gone', why: 'redirects to an invalid address' }
  return follow(next, method, { agent, isAllowed, patience }, hops + 1)
}

/** Node's error codes for a host name that does not exist, and the message for it. */
const NOBODY = new Set(['ENOTFOUND', 'ENODATA'])
export const NO_HOST = 'has a host that does not exist'

const judge = ({ status }: Heard): Answer => {
  if (status < 400) return { is: 'there', why: '' }
  const why = `answers ${status}`
  return { is: status === 404 || status === 410 ? 'gone' : 'unsure', why }
}

const failure = (error: unknown): Answer => {
  const { name, cause } = error as Error & { cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') return { is: 'unsure', why: 'does not answer in time' }
  if (NOBODY.has(cause?.code ?? '')) return { is: 'gone', why: NO_HOST }
  return { is: 'unsure', why: `cannot be reached (${cause?.code ?? cause?.message ?? name})` }
}

/** Checks one link. Some hosts do not support HEAD, so GET decides. */
const ask = async (url: URL, asking: Asking): Promise<Answer> => {
  const [short, long] = (['HEAD', 'GET'] as const).map((method) => async (): Promise<Answer> => {
    const heard = await follow(url, method, asking).catch(failure)
    return 'is' in heard ? heard : judge(heard)
  })
  const first = await short!()
  return first.is === 'there' ? first : long!()
}

const TOO_MANY = 'answers 429'

/** Checks all links of a host in turn, until the host answers 429. */
const askHost = async (urls: readonly URL[], asking: Asking, answers: Map<string, Answer>) => {
  let isTired = false
  for (const url of urls) {
    // oxlint-disable-next-line no-await-in-loop
    const answer: Answer = isTired ? tired : await ask(url, asking)
    answers.set(url.href, answer)
    isTired ||= answer.why === TOO_MANY
    // oxlint-disable-next-line no-await-in-loop
    if (!isTired && url !== urls.at(-1)) await wait(asking.pause ?? PAUSE)
  }
}

const tired: Answer = {
  is: 'unsure',
  why: 'was not checked: its host limits the number of requests',
}

/** An address without its fragment, which is never sent to a host. */
export const pageOf = (address: string): string => {
  const url = new URL(address)
  url.hash = ''
  return url.href
}

/**
 * Checks links politely: each page once, few hosts at a time, one request at a time per host.
 *
 * @returns the answers by page, see `pageOf`
 */
export const askLinks = async (
  addresses: readonly string[],
  asking: Asking,
): Promise<Map<string, Answer>> => {
  const pages = [...new Set(addresses.map(pageOf))].map((page) => new URL(page))
  const hosts = [...Map.groupBy(pages, ({ host }) => host).values()]
  const answers = new Map<string, Answer>()
  const work = async () => {
    for (let urls = hosts.shift(); urls; urls = hosts.shift())
      // oxlint-disable-next-line no-await-in-loop
      await askHost(urls, asking, answers)
  }
  await Promise.all(Array.from({ length: HOSTS }, work))
  return answers
}
