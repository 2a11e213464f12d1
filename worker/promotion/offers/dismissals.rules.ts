import type { Offer } from '../../../site/contract/offers'

/** The cookie with the ids of dismissed offers, and the hour in which each comes back. */
export const DISMISSALS_COOKIE = 'hub-away'

/** How many days an offer stays dismissed. */
export const DISMISSAL_DAYS = 30

/** The most dismissals that are remembered: the latest ones. */
const MAX_DISMISSALS = 20

const HOUR = 60 * 60 * 1000
const DISMISSAL_HOURS = DISMISSAL_DAYS * 24

const hourOf = (now: Date) => Math.floor(now.getTime() / HOUR)

/** The valid entries of the cookie: each id with the hour in which the offer comes back. */
const read = (cookie: string | undefined, offers: readonly Pick<Offer, 'id'>[], now: Date) => {
  const hour = hourOf(now)
  const found = (cookie ?? '').split('~', MAX_DISMISSALS).flatMap((entry): [string, number][] => {
    const [, id = '', written = ''] = /^([a-z0-9-]+)\.(\d{1,8})$/.exec(entry) ?? []
    const until = Number(written)
    // Two hours of tolerance: the clocks of two machines differ a little.
    return hour < until && until <= hour + DISMISSAL_HOURS + 2 ? [[id, until]] : []
  })
  return new Map(found.filter(([id]) => offers.some((offer) => offer.id === id)))
}

/** The ids of the dismissed offers; unknown ids are ignored. */
export const listDismissed = (
  cookie: string | undefined,
  offers: readonly Pick<Offer, 'id'>[],
  now: Date,
): ReadonlySet<string> => new Set(read(cookie, offers, now).keys())

/**
 * The cookie's value after dismissing an offer.
 *
 * @example withDismissal(undefined, 'course', [{ id: 'course' }], new Date(0)) // => 'course.721'
 */
export const withDismissal = (
  cookie: string | undefined,
  id: string,
  offers: readonly Pick<Offer, 'id'>[],
  now: Date,
): string => {
  const others = [...read(cookie, offers, now)].filter(([other]) => other !== id)
  // One hour more, because the current one has begun: never less than the promised days.
  return [[id, hourOf(now) + DISMISSAL_HOURS + 1] as const, ...others]
    .slice(0, MAX_DISMISSALS)
    .map((entry) => entry.join('.'))
    .join('~')
}
