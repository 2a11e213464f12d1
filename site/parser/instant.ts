const WRITTEN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/**
 * Parses a date such as `2026-11-05T08:00`, or gives why it is invalid. Without a time zone it is in
 * the hub's. A day alone is its first moment, or with `lastMoment` its last.
 */
export const readInstant = (
  written: string,
  zone: string,
  lastMoment = false,
): Date | 'unreadable' | 'impossible' => {
  const match = WRITTEN.exec(written)
  if (!match) return 'unreadable'
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number]
  if (!isOnTheCalendar(year, month, day) || hour > 23 || minute > 59 || second > 59)
    return 'impossible'

  const aDayAlone = match[4] === undefined
  const wall =
    aDayAlone && lastMoment
      ? Date.UTC(year, month - 1, day + 1)
      : Date.UTC(year, month - 1, day, hour, minute, second)
  const offset = match[7]
  const moment = offset ? wall - minutesOf(offset) * 60_000 : fromWall(wall, zone)
  return new Date(aDayAlone && lastMoment ? moment - 1 : moment)
}

const isOnTheCalendar = (year: number, month: number, day: number) => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** `minutesOf('-05:30') // => -330` */
const minutesOf = (offset: string) => {
  if (offset === 'Z') return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return offset.startsWith('-') ? -minutes : minutes
}

/**
 * The instant at which a clock in the zone shows a time, which is given as if it were UTC. When clocks
 * go back, the first of the two; in the hour they skip, the time as counted from midnight.
 */
const fromWall = (wall: number, zone: string) => {
  const day = 86_400_000
  const before = wall - offsetAt(wall - day, zone)
  const after = wall - offsetAt(wall + day, zone)
  const shown = [before, after].filter((moment) => moment + offsetAt(moment, zone) === wall)
  return shown.length > 0 ? Math.min(...shown) : before
}

const offsetAt = (moment: number, zone: string) => {
  const parts = Object.fromEntries(
    clock(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>
  const wall = Date.UTC(
    parts.year,
    parts.month - 1,
    parts.day,
    parts.hour,
    parts.minute,
    parts.second,
  )
  return wall - Math.floor(moment / 1000) * 1000
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Memoized: a formatter costs far more to create than to use, and a hub has one time zone. */
const clock = (zone: string) => {
  const known = clocks.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, made)
  return made
}
