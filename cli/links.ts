import { mayAsk } from '../worker/lib/safe-fetch'

/** How many hosts are asked at the same time; each of them one question after the other. */
const HOSTS = 6

/** What a host is left in peace between two questions, and how long it has to answer, in milliseconds. */
const PAUSE = 300
const PATIENCE = 15_000

/** How often an address may send us on. */
const MOST_HOPS = 5

/** What became of a link: only one that is gone has to be mended. */
export interface Answer {
  is: 'there' | 'gone' | 'unsure'
  /** Of one that is not there: what was heard, or that nothing was. */
  why: string
}

export interface Asking {
  /** What we call ourselves to others. */
  agent: string
  /** Whether an address may be asked at all; by default only the public internet. */
  isAllowed?: (url: URL) => boolean
  pause?: number
  patience?: number
}

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

interface Heard {
  status: number
}

/** Follows an address to where it leads in the end; every one on the way is judged as the first was. */
const follow = async (
  address: URL,
  method: 'HEAD' | 'GET',
  { agent, isAllowed = mayAsk, patience = PATIENCE }: Asking,
  hops = 0,
): Promise<Heard | Answer> => {
  if (!isAllowed(address)) return { is: 'gone', why: 'is nowhere on the public internet' }
  if (hops > MOST_HOPS) return { is: 'gone', why: 'leads on and on' }
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
  if (!next) return { is: 'gone', why: 'leads to no address' }
  return follow(next, method, { agent, isAllowed, patience }, hops + 1)
}

/** Errors of a name that nobody has, as Node calls them; and what is said of one. */
const NOBODY = new Set(['ENOTFOUND', 'ENODATA'])
export const NO_HOST = 'is on a host that there is not'

const judge = ({ status }: Heard): Answer => {
  if (status < 400) return { is: 'there', why: '' }
  const why = `answers ${status}`
  return { is: status === 404 || status === 410 ? 'gone' : 'unsure', why }
}

const failure = (error: unknown): Answer => {
  const { name, cause } = error as Error & { cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') return { is: 'unsure', why: 'does not answer in time' }
  if (NOBODY.has(cause?.code ?? '')) return { is: 'gone', why: NO_HOST }
  return { is: 'unsure', why: `can not be reached (${cause?.code ?? cause?.message ?? name})` }
}

/** One link. Some hosts answer nothing sensible to the short question, so that the long one decides. */
const ask = async (url: URL, asking: Asking): Promise<Answer> => {
  const [short, long] = (['HEAD', 'GET'] as const).map((method) => async (): Promise<Answer> => {
    const heard = await follow(url, method, asking).catch(failure)
    return 'is' in heard ? heard : judge(heard)
  })
  const first = await short!()
  return first.is === 'there' ? first : long!()
}

const TOO_MANY = 'answers 429'

/** All links of one host, in turn; one that has had enough of us is left alone. */
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

const tired: Answer = { is: 'unsure', why: 'was not asked: its host has had enough questions' }

/** An address without the place on its page, which no host is told. */
export const pageOf = (address: string): string => {
  const url = new URL(address)
  url.hash = ''
  return url.href
}

/**
 * Asks what became of links, politely: each page once, few hosts at a time, none of them twice at
 * once.
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
