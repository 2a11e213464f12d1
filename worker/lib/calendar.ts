import { dateFormat } from './date-format'

/** A minute and a day in milliseconds. */
export const MINUTE_MS = 60 * 1000
export const DAY_MS = 24 * 60 * 60 * 1000

/** How far a time zone is ahead of UTC at this moment, in milliseconds. */
const offsetAt = (moment: number, timeZone: string): number => {
  const clock = dateFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const parts = Object.fromEntries(
    clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>
  const { year, month, day, hour, minute, second } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000
}

/**
 * The first moment at which a clock in the zone shows this time. A time that the clocks skip becomes
 * the time that follows the gap.
 */
const momentOf = (shown: number, timeZone: string): number => {
  const before = shown - offsetAt(shown - DAY_MS, timeZone)
  const after = shown - offsetAt(shown + DAY_MS, timeZone)
  const real = [before, after].filter((at) => at + offsetAt(at, timeZone) === shown)
  return real.length > 0 ? Math.min(...real) : Math.max(before, after)
}

/**
 * The last millisecond of a day such as `2026-07-01` in a time zone; `undefined` for any other text.
 *
 * @example endOfDay('2026-07-01', 'Europe/London')?.toISOString() // => '2026-07-01T22:59:59.999Z'
 */
export const endOfDay = (day: string, timeZone: string): Date | undefined => {
  const typed = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day.trim())
  if (!typed) return undefined
  const [year, month, date] = typed.slice(1).map(Number) as [number, number, number]
  const midnight = new Date(Date.UTC(year, month - 1, date))
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== date) return undefined
  return new Date(momentOf(midnight.getTime() + DAY_MS, timeZone) - 1)
}

/**
 * The day in a time zone.
 *
 * @example dayOf(new Date('2026-07-01T23:30Z'), 'Europe/London') // => '2026-07-02'
 */
export const dayOf = (moment: Date, timeZone: string): string =>
  new Date(moment.getTime() + offsetAt(moment.getTime(), timeZone)).toISOString().slice(0, 10)

/**
 * The moment so many minutes after midnight of a day in a time zone, in epoch milliseconds; 1440 is
 * the end of that day.
 *
 * @example momentOn('2026-07-01', 9 * 60, 'Europe/London') // => Date.UTC(2026, 6, 1, 8)
 */
export const momentOn = (day: string, minutes: number, timeZone: string): number =>
  momentOf(Date.parse(`${day}T00:00Z`) + minutes * 60_000, timeZone)

/** `dayFrom('2026-02-27', 2) // => '2026-03-01'` */
export const dayFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
