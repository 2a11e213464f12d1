import { app } from '../../../worker/app'
import { paths } from '../../paths'
import { isLarge } from '../../setup/size'
import { ask } from '../../world'
import { asked } from './asked'
import type { Person } from './personas'
import type { Thing } from './marked'

/** One answer of the hub: what a browser would have of it. */
export interface Answer {
  status: number
  text: string
}

const METHODS = { ATTEMPTS: { limit: async () => ({ success: true }) } as RateLimit }

/** Requests an address as a viewer; without one, with an unknown guest cookie, to bypass the page cache. */
export const visit = async (
  path: string,
  { address, cookie }: Partial<Person> = {},
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const asking = { ...(address && { address }), cookie, headers, env: METHODS }
  const answer = await ask(path, {}, asking)
  const told = [...answer.headers].map(([name, value]) => `${name}: ${value}`)
  return { status: answer.status, text: [...told, answer.body].join('\n') }
}

/** The addresses of pages that the Worker knows, as its routes spell them. */
const routes = app.routes
  .filter(({ method, path }) => method === 'GET' && path !== '/*')
  .map(({ path }) => path)

/** What of the hub itself has a name in addresses: an offer, and a network with servers of its own. */
const ours: Thing = { offer: 'guide', network: 'mastodon' }

const fill = (path: string, thing: Thing) =>
  path.startsWith('/..')
    ? path.slice('/..'.length)
    : paths.home() +
      path
        .slice(1)
        .replaceAll(/:(\w+)(?:\{[^/]*\})?/g, (_, name: string) => thing[name] ?? ours[name] ?? 'x')

/** Parameters of addresses without a value here; the test fails for these, as it cannot request them. */
export const unknownNames = (things: readonly Thing[]): string[] => {
  const names = routes.flatMap((path) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!))
  // Tokens of emailed links: no viewer of the crawl can reach them.
  // Email templates are shown on a local hub only, with samples.
  const known = new Set([
    'token',
    'provider',
    'template',
    ...[ours, ...things].flatMap(Object.keys),
  ])
  return [...new Set(names)].filter((name) => !known.has(name))
}

/** Rooms whose pages are not made of what is said in spaces, or are there for hosts alone. */
const ASKED_NOTHING =
  /^\/(?:\.\.|desk|auth|sign-in|frame|dev|healthz|hub\.json|search\.json|later\.json)/

/**
 * Every address that the routes make of these things; in the large tests also every list with what it
 * can be asked.
 */
export const spelled = (things: readonly Thing[]): string[] => {
  const plain = routes.filter((path) => !path.includes(':') && !ASKED_NOTHING.test(path))
  const queried = (isLarge ? plain : []).flatMap((path) =>
    Object.entries(asked).flatMap(([name, values]) =>
      values.map((value) => `${fill(path, {})}?${new URLSearchParams({ [name]: value })}`),
    ),
  )
  const filled = routes.flatMap((path) => things.map((thing) => fill(path, thing)))
  const shared = things.map(({ conversation }) => paths.share(ours['network']!, conversation))
  return [...new Set([...filled, ...queried, ...shared])]
}

const REFERENCES =
  /\b(?:href|src)=["']([^"']+)["']|(?<!action=)["'>]((?:https:\/\/hub\.test)?\/[^\s"'<>]*)|^location: (\S+)/gim

const entities: Record<string, string> = { '&amp;': '&', '&#38;': '&', '&quot;': '"', '&#39;': "'" }

/** The addresses of the hub in an answer, whatever it is made of. */
export const linksIn = (text: string, at: string): string[] =>
  [...text.matchAll(REFERENCES)].flatMap(([, attribute, whole, location]) => {
    const written = attribute ?? whole ?? location ?? ''
    const plain = written.replaceAll(/&(?:amp|#38|quot|#39);/g, (entity) => entities[entity]!)
    if (!URL.canParse(plain, `https://hub.test${at}`)) return []
    const { origin, pathname, search } = new URL(plain, `https://hub.test${at}`)
    return origin === 'https://hub.test' ? [pathname + search] : []
  })

/**
 * Where a crawl ends: hashed files are the same for all viewers, and never wake the Worker; the desk and
 * its reply templates are only for hosts, who may read everything; the sign-in page is one.
 */
const isEnd = (path: string) =>
  path.includes('/_astro/') ||
  path.startsWith(paths.desk()) ||
  path.startsWith(paths.signIn()) ||
  path.includes('starter=')

/**
 * These addresses; in the large tests also every address that a viewer can reach from them. `seen` gets
 * each response.
 */
export const crawl = async (
  from: Iterable<string>,
  person: Partial<Person>,
  seen: (path: string, answer: Answer) => void,
): Promise<Set<string>> => {
  const known = new Set(from)
  // A set is walked to its end, with all that is added on the way.
  for (const path of known) {
    const answer = await visit(path, person)
    seen(path, answer)
    if (!isLarge) continue
    for (const link of linksIn(answer.text, path)) if (!isEnd(link)) known.add(link)
    if (known.size > 5000) throw new Error(`the hub has no end: ${path}`)
  }
  return known
}
