import type { Offer } from '../../../site/contract/offers'

/** The cookie that remembers which offers somebody has put away, and until when; nothing else. */
export const DISMISSALS_COOKIE = 'hub-away'

/** For how many days an offer stays away. */
export const DISMISSAL_DAYS = 30

/** So many are remembered; of more, those that were put away last. */
const MOST = 20

const HOUR = 60 * 60 * 1000
const STAY = DISMISSAL_DAYS * 24

const hourOf = (now: Date) => Math.floor(now.getTime() / HOUR)

/** What a cookie says, as far as it can be true: each id with the hour in which it comes back. */
const read = (cookie: string | undefined, offers: readonly Pick<Offer, 'id'>[], now: Date) => {
  const hour = hourOf(now)
  const found = (cookie ?? '').split('~', MOST).flatMap((entry): [string, number][] => {
    const [, id = '', written = ''] = /^([a-z0-9-]+)\.(\d{1,8})$/.exec(entry) ?? []
    const until = Number(written)
    // An hour more than it can be: the clocks of two machines differ a little.
    return hour < until && until <= hour + STAY + 2 ? [[id, until]] : []
  })
  return new Map(found.filter(([id]) => offers.some((offer) => offer.id === id)))
}

/** The ids of the offers that somebody has put away; what the hub does not know is passed over. */
export const listDismissed = (
  cookie: string | undefined,
  offers: readonly Pick<Offer, 'id'>[],
  now: Date,
): ReadonlySet<string> => new Set(read(cookie, offers, now).keys())

/**
 * What the cookie says once an offer was put away.
 *
 * @example withAway(undefined, 'course', [{ id: 'course' }], new Date(0)) // => 'course.721'
 */
export const withDismissal = (
  cookie: string | undefined,
  id: string,
  offers: readonly Pick<Offer, 'id'>[],
  now: Date,
): string => {
  const others = [...read(cookie, offers, now)].filter(([other]) => other !== id)
  // The hour has begun: a whole one more, so that it is never less than it says.
  return [[id, hourOf(now) + STAY + 1] as const, ...others]
    .slice(0, MOST)
    .map((entry) => entry.join('.'))
    .join('~')
}
