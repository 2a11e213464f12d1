import type { Context } from 'hono'
import type { App } from '../env'
import { withDeadline } from '../lib/with-deadline'
import type { Impressions } from '../promotion/offers/commands'
import { isSampledView } from './visit-filter'
import { withAlerts } from './alerts'
import { cacheKey } from './cache-key'
import { nextChange } from './hub'
import { readAhead } from './read-ahead'
import { type Announced, announcePage, type ComposedPage, sharedPages } from './shared-pages'
import type { PageOutcome } from './slots'

/** How long a composed page is cached for readers without a cookie of the hub, in seconds. */
const MAX_AGE_S = 30

const typeOf = (page: Response) => ({
  'content-type': page.headers.get('content-type') ?? 'text/html; charset=utf-8',
})

const searchOf = (c: Context<App>, known: string[]) => {
  const query = new URLSearchParams()
  for (const name of known) {
    const value = c.req.query(name)
    if (value) query.set(name, value)
  }
  return query.size ? `?${query}` : ''
}

type Moment = Pick<App['Variables'], 'hub' | 'now'>

/** Whether a page may differ for this reader; dismissed alerts are taken out of a cached page. */
const hasOurCookie = (c: Context<App>) =>
  /(^|;\s*)(__Host-)?hub-(?!alerts=)/.test(c.req.header('cookie') ?? '')

/** Headers of a cached page: when it was composed, and until when it is valid, in epoch milliseconds. */
const COMPOSED_AT = 'hub-composed'
const VALID_UNTIL = 'hub-good-until'
/** Header of a cached page: which offers and links it shows, to count the views of later readers. */
const SHOWN = 'hub-shown'
/** Header of a cached page with a form for Turnstile's widget, for the policy of later responses. */
const WIDGET = 'hub-widget'

/** The impressions as a header value; and back. */
const toHeader = (shown: Impressions | undefined): string =>
  shown ? encodeURIComponent(JSON.stringify(shown)) : ''
const fromHeader = (header: string | null): Impressions | undefined =>
  header ? (JSON.parse(decodeURIComponent(header)) as Impressions) : undefined

const store = (key: string, page: ComposedPage, { hub, now }: Moment) => {
  const until = Math.min(now.getTime() + MAX_AGE_S * 1000, nextChange(hub, now) ?? Infinity)
  const headers = {
    ...page.headers,
    'cache-control': `public, max-age=${MAX_AGE_S}`,
    [COMPOSED_AT]: String(now.getTime()),
    [VALID_UNTIL]: String(until),
    [SHOWN]: toHeader(page.shown),
    [WIDGET]: page.hasWidget ? '1' : '',
  }
  return caches.default.put(key, new Response(new Blob(page.parts), { headers }))
}

/** The cached page, unless a scheduled change has taken effect since. */
const findCached = async (key: string, { now }: Moment): Promise<Response | undefined> => {
  const hit = await caches.default.match(key)
  const from = Number(hit?.headers.get(COMPOSED_AT))
  const until = Number(hit?.headers.get(VALID_UNTIL))
  return from <= now.getTime() && now.getTime() < until ? hit : undefined
}

type Compose = (outcome: PageOutcome) => Promise<Response>

/** A page that is not cached; its impressions are counted. */
export const uncached = async (c: Context<App>, compose: Compose): Promise<Response> => {
  const outcome: PageOutcome = { hasFailedSlot: false }
  const page = await compose(outcome)
  if (page.status !== 200 || !page.body || !isSampledView(c)) return page
  const counting = new TransformStream({ flush: () => c.var.countView(outcome.shown) })
  return new Response(page.body.pipeThrough(counting), page)
}

/** A page that another request composed. */
const showComposed = (
  c: Context<App>,
  body: BodyInit | null,
  { headers, shown, hasWidget }: Omit<ComposedPage, 'parts'>,
): Response => {
  if (isSampledView(c)) c.var.countView(shown)
  c.set('hasCurrentAlerts', true)
  if (hasWidget) c.set('hasTurnstile', true)
  return new Response(body, { headers })
}

const showCached = (c: Context<App>, hit: Response): Response =>
  showComposed(c, hit.body, {
    headers: typeOf(hit),
    shown: fromHeader(hit.headers.get(SHOWN)),
    hasWidget: Boolean(hit.headers.get(WIDGET)),
  })

/**
 * Reads a page to its end, hands it to the requests that wait for it, and caches it, unless a slot
 * failed or a write has purged it meanwhile.
 */
const sharePage = async (
  c: Context<App>,
  { key, settle, isCurrent }: Announced,
  { page, outcome }: { page: Promise<ComposedPage>; outcome: PageOutcome },
) => {
  const composed = await page
  settle({ page: composed })
  if (outcome.hasFailedSlot || outcome.isUncacheable || !isCurrent()) return
  await store(key, composed, c.var)
  // Purged while it was being stored.
  if (!isCurrent()) await caches.default.delete(key)
}

/**
 * Composes a page for this reader, while it streams, and for those who ask for it meanwhile. The work
 * goes on when this reader leaves.
 */
const composeShared = async (c: Context<App>, key: string, compose: Compose): Promise<Response> => {
  const announced = announcePage(key)
  const { settle, finish } = announced
  const outcome: PageOutcome = { hasFailedSlot: false }
  try {
    const page = await withAlerts(c, await compose(outcome))
    if (page.status !== 200 || !page.body) {
      settle({})
      finish()
      return page
    }
    const isCounted = isSampledView(c)
    const { body, whole } = readAhead(page.body)
    const composed = whole.then((parts) => {
      if (isCounted) c.var.countView(outcome.shown)
      return { parts, headers: typeOf(page), shown: outcome.shown, hasWidget: c.var.hasTurnstile }
    })
    const sharing = sharePage(c, announced, { page: composed, outcome })
    c.executionCtx.waitUntil(sharing.catch((error: unknown) => settle({ error })).finally(finish))
    return new Response(body, page)
  } catch (error) {
    settle({ error })
    finish()
    throw error
  }
}

/**
 * The page from the cache, or from the request of this isolate that is composing it, or composed by
 * this one: a herd of readers costs one read of the database.
 *
 * @param rounds how often to look again, after a page was finished or given up meanwhile
 */
const fromCache = async (
  c: Context<App>,
  key: string,
  compose: Compose,
  rounds = 2,
): Promise<Response> => {
  const composing = sharedPages.find(key)
  if (composing) {
    const done = await withDeadline('page', composing).catch(() => undefined)
    if (done && 'error' in done) throw done.error
    if (done?.page) return showComposed(c, new Blob(done.page.parts), done.page)
    // A page that is not shared; or its request was cut off by the runtime.
    if (done || rounds <= 0) return uncached(c, compose)
    sharedPages.drop(key, composing)
  } else {
    const { finished } = sharedPages
    const hit = await findCached(key, c.var)
    if (hit) return showCached(c, hit)
    // Otherwise the page was perhaps cached while this request looked.
    const isSame = sharedPages.finished === finished || rounds <= 0
    if (isSame && !sharedPages.find(key)) return composeShared(c, key, compose)
  }
  return fromCache(c, key, compose, rounds - 1)
}

/**
 * Whether a page may come from the cache. A fragment would be cached under the address of the whole
 * page.
 */
const isCacheable = (c: Context<App>) =>
  c.req.method === 'GET' && c.req.header('hub-fragment') === undefined && !c.env.SITE_DEV

/**
 * A composed page from the edge cache, or composed and then cached, so that a crowd costs one read of
 * the database. Not for visitors with a cookie of the hub; a page with a failed slot is never cached.
 *
 * @param known the query parameters that the page depends on
 */
export const cached = (c: Context<App>, known: string[], compose: Compose): Promise<Response> =>
  hasOurCookie(c) || !isCacheable(c)
    ? uncached(c, compose)
    : fromCache(c, cacheKey(c.var, new URL(c.req.url).pathname, searchOf(c, known)), compose)

/**
 * The same for a feed or a sitemap, which contains only what everybody may read: from the cache
 * whatever cookie the request has.
 */
export const cachedForAll = (c: Context<App>, compose: Compose): Promise<Response> =>
  isCacheable(c)
    ? fromCache(c, cacheKey(c.var, new URL(c.req.url).pathname), compose)
    : uncached(c, compose)
