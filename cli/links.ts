import { isAllowedUrl } from '../worker/lib/safe-fetch'

/** How many hosts are asked at the same time; each gets one request after the other. */
const HOSTS = 6

/** The pause between two requests to a host, and the time limit of each, in milliseconds. */
const PAUSE = 300
const TIME_LIMIT = 15_000

/** The most redirects that are followed. */
const MOST_HOPS = 5

/** The state of a link. Only a link that is `gone` must be fixed. */
export interface LinkAnswer {
  is: 'there' | 'gone' | 'unsure'
  /** The reason, if it is not `there`. */
  why: string
}

export interface LinkCheckOptions {
  /** The user agent. */
  agent: string
  /** Whether an address may be requested; default: only the public internet. */
  isAllowed?: (url: URL) => boolean
  pause?: number
  patience?: number
}

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

interface FinalResponse {
  status: number
}

/** Follows redirects to the final address. Each address on the way must be allowed too. */
const follow = async (
  address: URL,
  method: 'HEAD' | 'GET',
  { agent, isAllowed = isAllowedUrl, patience = TIME_LIMIT }: LinkCheckOptions,
  hops = 0,
): Promise<FinalResponse | LinkAnswer> => {
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
const UNKNOWN_HOST_CODES = new Set(['ENOTFOUND', 'ENODATA'])
export const HOST_NOT_FOUND = 'has a host that does not exist'

const judge = ({ status }: FinalResponse): LinkAnswer => {
  if (status < 400) return { is: 'there', why: '' }
  const why = `answers ${status}`
  return { is: status === 404 || status === 410 ? 'gone' : 'unsure', why }
}

const failure = (error: unknown): LinkAnswer => {
  const { name, cause } = error as Error & { cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') return { is: 'unsure', why: 'does not answer in time' }
  if (UNKNOWN_HOST_CODES.has(cause?.code ?? '')) return { is: 'gone', why: HOST_NOT_FOUND }
  return { is: 'unsure', why: `cannot be reached (${cause?.code ?? cause?.message ?? name})` }
}

/** Checks one link. Some hosts do not support HEAD, so GET decides. */
const ask = async (url: URL, asking: LinkCheckOptions): Promise<LinkAnswer> => {
  const [short, long] = (['HEAD', 'GET'] as const).map(
    (method) => async (): Promise<LinkAnswer> => {
      const heard = await follow(url, method, asking).catch(failure)
      return 'is' in heard ? heard : judge(heard)
    },
  )
  const first = await short!()
  return first.is === 'there' ? first : long!()
}

const RATE_LIMITED = 'answers 429'

/** Checks all links of a host in turn, until the host answers 429. */
const askHost = async (
  urls: readonly URL[],
  asking: LinkCheckOptions,
  answers: Map<string, LinkAnswer>,
) => {
  let isTired = false
  for (const url of urls) {
    // oxlint-disable-next-line no-await-in-loop
    const answer: LinkAnswer = isTired ? skipped : await ask(url, asking)
    answers.set(url.href, answer)
    isTired ||= answer.why === RATE_LIMITED
    // oxlint-disable-next-line no-await-in-loop
    if (!isTired && url !== urls.at(-1)) await wait(asking.pause ?? PAUSE)
  }
}

const skipped: LinkAnswer = {
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
export const checkLinks = async (
  addresses: readonly string[],
  asking: LinkCheckOptions,
): Promise<Map<string, LinkAnswer>> => {
  const pages = [...new Set(addresses.map(pageOf))].map((page) => new URL(page))
  const hosts = [...Map.groupBy(pages, ({ host }) => host).values()]
  const answers = new Map<string, LinkAnswer>()
  const work = async () => {
    for (let urls = hosts.shift(); urls; urls = hosts.shift())
      // oxlint-disable-next-line no-await-in-loop
      await askHost(urls, asking, answers)
  }
  await Promise.all(Array.from({ length: HOSTS }, work))
  return answers
}
