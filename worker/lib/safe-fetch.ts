import { isPublicHost } from './public-host'
import { deadlines } from './with-deadline'

/** How often a page may send us on. */
const MAX_HOPS = 3

/** As much as is read of a page, in bytes. */
const MAX_BYTES = 512 * 1024

export type FetchFault =
  'not-public' | 'too-many-hops' | 'no-page' | 'not-html' | 'too-late' | 'unreachable'

/** A page of somebody else's: where it was in the end, and the beginning of it. */
export interface FetchedPage {
  url: URL
  html: string
}

export interface FetchOptions {
  /** What the hub calls itself to others. */
  agent: string
  /** By default the platform's. */
  fetch?: typeof globalThis.fetch
  timeoutMs?: number
}

/**
 * Whether the hub may ask for this address at all: on the web, at the usual port, without a name and
 * password, and not in somebody's own network. Whoever gives the hub an address would else ask
 * machines that trust it.
 */
export const isAllowedUrl = ({ protocol, port, username, password, hostname }: URL): boolean =>
  (protocol === 'http:' || protocol === 'https:') &&
  (port === '' || port === '80' || port === '443') &&
  username === '' &&
  password === '' &&
  isPublicHost(hostname)

const isHtml = (answer: Response) =>
  /^(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(
    answer.headers.get('content-type') ?? '',
  )

/** The beginning of a body; the rest is not waited for. */
const beginningOf = async (answer: Response): Promise<string> => {
  if (!answer.body) return ''
  const reader = answer.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let room = MAX_BYTES
  while (room > 0) {
    const { done, value } = await reader.read()
    if (done) break
    text += decoder.decode(value.subarray(0, room), { stream: true })
    room -= value.byteLength
  }
  await reader.cancel().catch(() => undefined)
  return text
}

const follow = async (
  address: URL,
  hops: number,
  signal: AbortSignal,
  { agent, fetch = globalThis.fetch }: FetchOptions,
): Promise<FetchedPage | FetchFault> => {
  if (!isAllowedUrl(address)) return 'not-public'
  if (hops > MAX_HOPS) return 'too-many-hops'
  const answer = await fetch(address, {
    redirect: 'manual',
    headers: { accept: 'text/html', 'user-agent': agent },
    signal,
  })
  const leave = async (refusal: FetchFault) => {
    await answer.body?.cancel().catch(() => undefined)
    return refusal
  }
  const location = answer.headers.get('location')
  if (answer.status >= 300 && answer.status < 400 && location) {
    await answer.body?.cancel().catch(() => undefined)
    const next = URL.parse(location, address)
    return next ? follow(next, hops + 1, signal, { agent, fetch }) : 'no-page'
  }
  if (answer.status !== 200) return leave('no-page')
  if (!isHtml(answer)) return leave('not-html')
  return { url: address, html: await beginningOf(answer) }
}

/**
 * Somebody else's page, or why the hub did not get it. This is the one way out: every request of the
 * hub to an address that somebody gave it goes through here, and each address it is sent on to is
 * judged as the first was.
 */
export const fetchPublicPage = async (
  address: string,
  asking: FetchOptions,
): Promise<FetchedPage | FetchFault> => {
  const url = URL.parse(address)
  if (!url) return 'not-public'
  const signal = AbortSignal.timeout(asking.timeoutMs ?? deadlines.fetch)
  try {
    return await follow(url, 0, signal, asking)
  } catch {
    return signal.aborted ? 'too-late' : 'unreachable'
  }
}
