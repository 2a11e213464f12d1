import type { Context } from 'hono'
import type { Conversation } from '../../site/contract/conversation'
import type { Paths } from '../../site/contract/paths'
import type { App } from '../env'
import type { Impressions } from '../promotion/offers/commands'
import { isSampledView } from './visit-filter'
import { withAlerts } from './alerts'
import type { PageOutcome } from './slots'
import { nextChange } from './hub'

/** How long a composed page serves everybody who has no cookie of ours, in seconds. */
const MAX_AGE_S = 30

const typeOf = (page: Response) => ({
  'content-type': page.headers.get('content-type') ?? 'text/html; charset=utf-8',
})

const orders = ['', '?sort=newest', '?sort=appreciated']

/** Only the path and the query that the page knows name a kept page; no header does. */
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

/** On a kept page: when it was composed, and until when it says what is so, in epoch milliseconds. */
const COMPOSED_AT = 'hub-composed'
const VALID_UNTIL = 'hub-good-until'
/** What it shows that is counted, for whoever gets it next. */
const SHOWN = 'hub-shown'

/** What a page shows, as a header of the cached page; and back. */
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
  const good = Math.min(now.getTime() + MAX_AGE_S * 1000, nextChange(hub, now) ?? Infinity)
  const headers = {
    ...typeOf(page),
    'cache-control': `public, max-age=${MAX_AGE_S}`,
    [COMPOSED_AT]: String(now.getTime()),
    [VALID_UNTIL]: String(good),
    [SHOWN]: toHeader(shown),
  }
  return caches.default.put(key, new Response(new Blob(parts), { headers }))
}

/** A kept page, as long as nothing that it says has come or gone by time alone. */
const findCached = async (key: string, { now }: Moment): Promise<Response | undefined> => {
  const hit = await caches.default.match(key)
  const from = Number(hit?.headers.get(COMPOSED_AT))
  const until = Number(hit?.headers.get(VALID_UNTIL))
  return from <= now.getTime() && now.getTime() < until ? hit : undefined
}

/**
 * The stream as it comes, and its parts to `whole` once it has ended. `tee()` would do, but holds
 * the head of the page back until the last slot is filled.
 */
const collectParts = (body: ReadableStream<Uint8Array>, whole: (parts: Uint8Array[]) => void) => {
  const reader = body.getReader()
  const parts: Uint8Array[] = []
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) {
        whole(parts)
        return controller.close()
      }
      parts.push(value)
      return controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

type Compose = (outcome: PageOutcome) => Promise<Response>

/** A page that is kept for nobody else; what it shows is counted like that of any other. */
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
 * A composed page for somebody without a cookie of ours, kept at the edge for the next: a crowd
 * costs one reading of the database. A page with a resting slot is never kept, and whoever has
 * acted here gets a page of their own.
 */
export const cached = async (
  c: Context<App>,
  known: string[],
  compose: Compose,
): Promise<Response> => {
  // A part of a page would stand for the whole of it.
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

/** Whose page it is: by their handle in `content/people/`, or else as a member. */
interface ProfileOwner {
  person: string | null
  handle: string | null
}

/**
 * Drops the kept page of somebody: they changed what it says of them, or it may not say it any more.
 * A person whose file has gone has theirs as a member.
 */
export const purgePerson = async (
  paths: Paths,
  { person, handle }: ProfileOwner,
): Promise<void> => {
  const handles = [person, handle].filter((each) => each !== null)
  await Promise.all(handles.map((each) => caches.default.delete(keyOf(paths.person(each), ''))))
}

/** The lists in which a topic stands, and the feeds. Of a list its beginning alone is kept. */
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

/** Drops the kept pages on which all contributors stand; those of a tag go by themselves. */
export const purgeContributors = async (paths: Paths): Promise<void> => {
  const kept = [paths.base, paths.contributors()].map((path) => keyOf(path, ''))
  await Promise.all(kept.map((key) => caches.default.delete(key)))
}

/**
 * Drops the kept pages of a conversation, in every order, the lists that count it, and the page of
 * a member who spoke in it.
 */
export const purgeConversation = async (
  paths: Paths,
  conversation: Pick<Conversation, 'id' | 'slug'> & Partial<Conversation>,
  speaker?: ProfileOwner,
): Promise<void> => {
  const address = paths.conversation(conversation)
  const kept = [
    ...orders.map((order) => keyOf(address, order)),
    ...listsOf(paths, conversation).map((path) => keyOf(path, '')),
  ]
  await Promise.all([
    ...kept.map((key) => caches.default.delete(key)),
    ...(speaker ? [purgePerson(paths, speaker)] : []),
  ])
}
