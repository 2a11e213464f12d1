import type { Hub, HubFile } from '../../site/contract/hub'
import { pathsAt } from '../../site/contract/paths'
import type { Bindings } from '../env'
import { isolateState } from '../lib/isolate'

/** Read once per isolate: it changes only with a new build, and so with a new Worker. */
const known = isolateState<{ hub: Hub; readAt: number } | undefined>(() => undefined)

/** How long the development server's answer is cached, in milliseconds: each page needs it often. */
const DEV_MAX_AGE_MS = 1000

const fetchHub = async ({ ASSETS, SITE_DEV }: Bindings): Promise<HubFile> => {
  const answer = SITE_DEV
    ? await fetch(new URL('hub.json', SITE_DEV))
    : await ASSETS.fetch('https://assets/hub.json')
  if (!answer.ok) throw new Error('hub.json is missing; expected a built site: run `npm run build`')
  return answer.json()
}

/** `hub.json` with the builders of the hub's addresses. */
export const readHub = async (env: Bindings): Promise<Hub> => {
  const last = known.current
  if (last && (!env.SITE_DEV || Date.now() - last.readAt < DEV_MAX_AGE_MS)) return last.hub
  const file = await fetchHub(env)
  const hub = { ...file, paths: pathsAt(file.base) }
  known.current = { hub, readAt: Date.now() }
  return hub
}

/**
 * The path of a request below the hub's base, for the router; a path outside of it matches no route.
 * Throws unless `readHub` ran before.
 */
export const pathBelowBase = (request: Request): string => {
  if (!known.current)
    throw new Error('hub.json is not read yet; expected readHub before the router')
  const { base } = known.current.hub
  const { pathname } = new URL(request.url)
  return pathname.startsWith(base) ? `/${pathname.slice(base.length)}` : `/..${pathname}`
}

/** When a scheduled change takes effect, in ascending order: a post, an offer or an alert starts or ends. */
const changesOf = ({ conversations, offers, alerts }: Hub): number[] => {
  const moments = [
    ...Object.values(conversations).map(({ publishAt }) => publishAt),
    // An offer is still active at its last moment.
    ...offers.flatMap(({ start, end }) => [start, end && end + 1]),
    ...alerts.flatMap(({ from, until }) => [from, until]),
  ]
  return [...new Set(moments.filter((each) => each !== undefined))].toSorted((a, b) => a - b)
}

const withoutUnpublished = (hub: Hub, changes: readonly number[], now: number): Hub => {
  const all = Object.entries(hub.conversations)
  const ahead = all.filter(([, { publishAt = 0 }]) => publishAt > now).map(([id]) => id)
  if (ahead.length === 0) return { ...hub, changes }
  const isHere = (id: string) => !ahead.includes(id)
  return {
    ...hub,
    changes,
    ahead,
    conversations: Object.fromEntries(all.filter(([id]) => isHere(id))),
    slugs: Object.fromEntries(Object.entries(hub.slugs).filter(([, id]) => isHere(id))),
  }
}

/** The current state of each hub, valid from one scheduled change to the next. */
const states = new WeakMap<Hub, { hub: Hub; from: number; to: number }>()

/**
 * The hub at a moment, without the posts that are not published yet. It is the same object until the
 * next scheduled change, so that values derived from it can be memoized by it.
 */
export const hubAt = (hub: Hub, now: Date): Hub => {
  const at = now.getTime()
  const known = states.get(hub)
  if (known && known.from <= at && at < known.to) return known.hub
  const changes = known?.hub.changes ?? changesOf(hub)
  const state = {
    hub: withoutUnpublished(hub, changes, at),
    from: changes.findLast((each) => each <= at) ?? -Infinity,
    to: nextChange({ changes }, now) ?? Infinity,
  }
  states.set(hub, state)
  return state.hub
}

/** When the next scheduled change takes effect, in epoch milliseconds; `undefined` if there is none. */
export const nextChange = ({ changes = [] }: Pick<Hub, 'changes'>, now: Date): number | undefined =>
  changes.find((each) => each > now.getTime())
