import type { Context } from 'hono'
import type { Conversation } from '../../site/contract/conversation'
import type { Paths } from '../../site/contract/paths'
import type { App } from '../env'
import type { Impressions } from '../promotion/offers/commands'
import { isSampledView } from './visit-filter'
import { withAlerts } from './alerts'
import type { PageOutcome } from './slots'
import { nextChange } from './hub'

/** How long a composed page is cached for readers without a cookie of the hub, in seconds. */
const MAX_AGE_S = 30

const typeOf = (page: Response) => ({
  'content-type': page.headers.get('content-type') ?? 'text/html; charset=utf-8',
})

const orders = ['', '?sort=newest', '?sort=appreciated']

/** The cache key: the path and the known part of the query; no header is part of it. */
const keyOf = (path: string, search: string) => `https://edge${path}${search}`

const searchOf = (c: Context<App>, known: string[]) => {
  const query = new URLSearchParams()
  for (const name of known) {
    const value = c.req.query(name)
    if (value) query.set(name, value)
  }
  return query.size ? `?${query}` : ''
}

type Moment = Pick<App['Variables'], 'hub' | 'now'>

const hasOurCookie = (c: Context<App>) => /(^|;\s*)hub-/.test(c.req.header('cookie') ?? '')

/** Headers of a cached page: when it was composed, and until when it is valid, in epoch milliseconds. */
const COMPOSED_AT = 'hub-composed'
const VALID_UNTIL = 'hub-good-until'
/** Header of a cached page: which offers and links it shows, to count the views of later readers. */
const SHOWN = 'hub-shown'

/** The impressions as a header value; and back. */
const toHeader = (shown: Impressions | undefined): string =>
  shown ? encodeURIComponent(JSON.stringify(shown)) : ''
const fromHeader = (header: string | null): Impressions | undefined =>
  header ? (JSON.parse(decodeURIComponent(header)) as Impressions) : undefined

const store = (
  key: string,
  page: Response,
  parts: Uint8Array[],
  { hub, now }: Moment,
  { shown }: PageOutcome,
) => {
  const until = Math.min(now.getTime() + MAX_AGE_S * 1000, nextChange(hub, now) ?? Infinity)
  const headers = {
    ...typeOf(page),
    'cache-control': `public, max-age=${MAX_AGE_S}`,
    [COMPOSED_AT]: String(now.getTime()),
    [VALID_UNTIL]: String(until),
    [SHOWN]: toHeader(shown),
  }
  return caches.default.put(key, new Response(new Blob(parts), { headers }))
}

/** The cached page, unless a scheduled change has taken effect since. */
const findCached = async (key: string, { now }: Moment): Promise<Response | undefined> => {
  const hit = await caches.default.match(key)
  const from = Number(hit?.headers.get(COMPOSED_AT))
  const until = Number(hit?.headers.get(VALID_UNTIL))
  return from <= now.getTime() && now.getTime() < until ? hit : undefined
}

/**
 * Passes the stream through, and gives all its parts to `onEnd`. `tee()` would delay the head of the
 * page until the last slot is filled.
 */
const collectParts = (body: ReadableStream<Uint8Array>, onEnd: (parts: Uint8Array[]) => void) => {
  const reader = body.getReader()
  const parts: Uint8Array[] = []
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) {
        onEnd(parts)
        return controller.close()
      }
      parts.push(value)
      return controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

type Compose = (outcome: PageOutcome) => Promise<Response>

/** A page that is not cached; its impressions are counted. */
export const uncached = async (c: Context<App>, compose: Compose): Promise<Response> => {
  const outcome: PageOutcome = { hasFailedSlot: false }
  const page = await compose(outcome)
  if (page.status !== 200 || !page.body || !isSampledView(c)) return page
  return new Response(
    collectParts(page.body, () => c.var.countView(outcome.shown)),
    page,
  )
}

/**
 * A composed page from the edge cache, or composed and then cached, so that a crowd costs one read of
 * the database. Not for visitors with a cookie of the hub; a page with a failed slot is never cached.
 *
 * @param known the query parameters that the page depends on
 */
export const cached = async (
  c: Context<App>,
  known: string[],
  compose: Compose,
): Promise<Response> => {
  // A fragment would be cached under the address of the whole page.
  const isPart = c.req.header('hub-fragment') !== undefined
  if (c.req.method !== 'GET' || isPart || hasOurCookie(c) || c.env.SITE_DEV)
    return uncached(c, compose)
  const key = keyOf(new URL(c.req.url).pathname, searchOf(c, known))
  const isCounted = isSampledView(c)
  const hit = await findCached(key, c.var)
  if (hit) {
    if (isCounted) c.var.countView(fromHeader(hit.headers.get(SHOWN)))
    c.set('hasCurrentAlerts', true)
    return new Response(hit.body, { headers: typeOf(hit) })
  }

  const outcome: PageOutcome = { hasFailedSlot: false }
  const page = withAlerts(c, await compose(outcome))
  if (page.status !== 200 || !page.body) return page
  const body = collectParts(page.body, (parts) => {
    if (isCounted) c.var.countView(outcome.shown)
    if (!outcome.hasFailedSlot && !outcome.isUncacheable)
      c.executionCtx.waitUntil(store(key, page, parts, c.var, outcome))
  })
  return new Response(body, page)
}

/** The owner of a profile: the handle in `content/people/`, and that of the member. */
interface ProfileOwner {
  person: string | null
  handle: string | null
}

/**
 * Removes a profile from the cache, after its owner changed or hid something in it. A person without
 * a file has their profile at the member's handle.
 */
export const purgePerson = async (
  paths: Paths,
  { person, handle }: ProfileOwner,
): Promise<void> => {
  const handles = [person, handle].filter((each) => each !== null)
  await Promise.all(handles.map((each) => caches.default.delete(keyOf(paths.person(each), ''))))
}

/** The lists and feeds that contain a topic. Only the first page of a list is cached. */
const listsOf = (paths: Paths, { kind, tags = [], space }: Partial<Conversation>): string[] => [
  paths.base,
  paths.feed(),
  paths.jsonFeed(),
  paths.topicsSitemap(),
  ...(kind ? [paths.kind(kind), paths.kindFeed(kind)] : []),
  ...(kind === 'question' ? [paths.unanswered(), paths.unansweredFeed()] : []),
  ...(space ? [paths.space(space)] : []),
  ...tags.map((tag) => paths.tag(tag)),
]

/** Removes the pages that list all contributors from the cache; those of a tag expire. */
export const purgeContributors = async (paths: Paths): Promise<void> => {
  const keys = [paths.base, paths.contributors()].map((path) => keyOf(path, ''))
  await Promise.all(keys.map((key) => caches.default.delete(key)))
}

/**
 * Removes a conversation from the cache in every order, with the lists that count it and the profile
 * of a member who commented in it.
 */
export const purgeConversation = async (
  paths: Paths,
  conversation: Pick<Conversation, 'id' | 'slug'> & Partial<Conversation>,
  speaker?: ProfileOwner,
): Promise<void> => {
  const address = paths.conversation(conversation)
  const keys = [
    ...orders.map((order) => keyOf(address, order)),
    ...listsOf(paths, conversation).map((path) => keyOf(path, '')),
  ]
  await Promise.all([
    ...keys.map((key) => caches.default.delete(key)),
    ...(speaker ? [purgePerson(paths, speaker)] : []),
  ])
}
