import { isPublicHost } from './public-host'
import { deadlines } from './with-deadline'

/** The most redirects that are followed. */
const MAX_HOPS = 3

/** How much of a page is read, in bytes. */
const MAX_BYTES = 512 * 1024

export type FetchFault =
  'not-public' | 'too-many-hops' | 'no-page' | 'not-html' | 'too-late' | 'unreachable'

/** An external page: its final address, and the beginning of its HTML. */
export interface FetchedPage {
  url: URL
  html: string
}

export interface FetchOptions {
  /** The `User-Agent` header. */
  agent: string
  /** Default: the platform's. */
  fetch?: typeof globalThis.fetch
  timeoutMs?: number
  /** Whether to take any text, and follow no redirect: for a file at one known address. */
  isFile?: boolean
}

/**
 * Whether the hub may request this address: HTTP(S) on its usual port, without credentials, and not in
 * a private network. Otherwise an attacker could reach machines that trust the hub (SSRF).
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

/** The beginning of a body; the rest is cancelled. */
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
  options: FetchOptions,
): Promise<FetchedPage | FetchFault> => {
  const { agent, fetch = globalThis.fetch, isFile = false } = options
  if (!isAllowedUrl(address)) return 'not-public'
  if (hops > MAX_HOPS) return 'too-many-hops'
  const answer = await fetch(address, {
    redirect: 'manual',
    headers: { accept: isFile ? '*/*' : 'text/html', 'user-agent': agent },
    signal,
  })
  const leave = async (refusal: FetchFault) => {
    await answer.body?.cancel().catch(() => undefined)
    return refusal
  }
  const location = answer.headers.get('location')
  if (answer.status >= 300 && answer.status < 400 && location && !isFile) {
    await answer.body?.cancel().catch(() => undefined)
    const next = URL.parse(location, address)
    return next ? follow(next, hops + 1, signal, options) : 'no-page'
  }
  if (answer.status !== 200) return leave('no-page')
  if (!isFile && !isHtml(answer)) return leave('not-html')
  return { url: address, html: await beginningOf(answer) }
}

/**
 * Fetches an external page, or gives why not. Every request to an address that a member or guest typed
 * goes through here, and each redirect is checked like the first address.
 */
export const fetchPublicPage = async (
  address: string,
  options: FetchOptions,
): Promise<FetchedPage | FetchFault> => {
  const url = URL.parse(address)
  if (!url) return 'not-public'
  const signal = AbortSignal.timeout(options.timeoutMs ?? deadlines.fetch)
  try {
    return await follow(url, 0, signal, options)
  } catch {
    return signal.aborted ? 'too-late' : 'unreachable'
  }
}
