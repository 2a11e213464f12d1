import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { dayFrom, dayOf, momentOn } from '../../lib/calendar'
import { isWithinPromise, shiftsBetween } from './desk-hours.rules'

const HOUR = 60 * 60 * 1000

/** Whole days shown before today, and compared with as many before those. */
export const DAYS_SHOWN = 7

/** The days from the first of the week before until today, in the hub's time zone. */
export interface Period {
  days: {
    /** `2026-11-22` */
    day: string
    /** Its start, in epoch milliseconds. */
    startsAt: number
    /** The first hour that counts for it, in hours since the epoch. */
    hour: number
  }[]
  now: Date
}

/**
 * Counts are stored by the hour (UTC), and each hour counts for the day that has its middle. So in
 * a time zone that is off by 30 or 45 minutes, up to 30 minutes at the edge of a day count for its
 * neighbour.
 */
const firstHourOf = (startsAt: number) => Math.ceil(startsAt / HOUR - 0.5)

export const periodOf = (now: Date, timezone: string): Period => {
  const today = dayOf(now, timezone)
  const days = Array.from({ length: 2 * DAYS_SHOWN + 1 }, (_, at) =>
    dayFrom(today, at - 2 * DAYS_SHOWN),
  )
  const starts = days.map((day) => ({ day, startsAt: momentOn(day, 0, timezone) }))
  return { days: starts.map((each) => ({ ...each, hour: firstHourOf(each.startsAt) })), now }
}

/** The first days of this week and of the week before. */
export const firstDaysOf = ({ days }: Period) => ({ before: days[0]!, week: days[DAYS_SHOWN]! })

export interface Day {
  day: string
  count: number
  /** The count of the same day of the week before. */
  before: number
}

/** The counts of each day. */
export interface DailyCounts {
  /** Seven whole days, and today. */
  days: Day[]
  /** In the seven whole days. */
  week: number
  /** In the seven days before those. */
  before: number
  /** So far. */
  today: number
}

/** A count of one hour (UTC). */
export interface HourlyCount {
  /** Hours since the epoch. */
  hour: number
  count: number
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

/** Adds the counts of hours up to days, in the hub’s time zone. */
export const countDays = ({ days }: Period, hourly: readonly HourlyCount[]): DailyCounts => {
  const counts = days.map(() => 0)
  for (const { hour, count } of hourly) {
    const at = days.findLastIndex((day) => day.hour <= hour)
    if (at >= 0) counts[at]! += count
  }
  return {
    days: days
      .slice(DAYS_SHOWN)
      .map(({ day }, at) => ({ day, count: counts[at + DAYS_SHOWN]!, before: counts[at]! })),
    week: sum(counts.slice(DAYS_SHOWN, -1)),
    before: sum(counts.slice(0, DAYS_SHOWN)),
    today: counts.at(-1)!,
  }
}

/** A comment that asks or criticises, and the time of the first answer by another person. */
export interface AskedComment {
  askedAt: Date
  answeredAt: Date | null
}

/** How the questions of a period were answered. */
export interface Answering {
  /** How long the first answers in the period took, in milliseconds; the shortest first. */
  waits: number[]
  /** Answered in time. */
  inTime: number
  /** Answered too late, or not answered and overdue. */
  late: number
  /** Not answered, and not due yet. */
  open: number
  /** Whether there are more than were read, so that only the newest are counted. */
  isCut: boolean
}

/**
 * Calculates how questions were answered.
 *
 * The promise is to the asker: the time begins when they wrote, also if the comment was held
 * before it was published.
 *
 * @param until the end of the period: later answers do not count as waits
 */
export const answeringOf = (
  asked: readonly AskedComment[],
  { until, now, isCut }: { until: Date; now: Date; isCut: boolean },
  hub: Pick<Hub, 'pulse' | 'timezone'>,
): Answering => {
  const earliest = Math.min(now.getTime(), ...asked.map(({ askedAt }) => askedAt.getTime()))
  const shifts = shiftsBetween(new Date(earliest), now, hub)
  const answering: Answering = { waits: [], inTime: 0, late: 0, open: 0, isCut }
  for (const { askedAt, answeredAt } of asked) {
    const isInTime = isWithinPromise(hub.pulse.answer, shifts, askedAt, answeredAt ?? now)
    answering[isInTime ? (answeredAt ? 'inTime' : 'open') : 'late']++
    if (answeredAt && answeredAt <= until)
      answering.waits.push(Math.max(0, answeredAt.getTime() - askedAt.getTime()))
  }
  answering.waits.sort((one, other) => one - other)
  return answering
}

/** `medianOf([1, 2, 6]) // => 2`, of sorted numbers; `undefined` for none. */
export const medianOf = (sorted: readonly number[]): number | undefined => {
  if (sorted.length === 0) return undefined
  const middle = sorted.length / 2
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}

/** The upper limits of the bars of the chart, in hours. */
export const WAIT_LIMITS_HOURS = [1, 4, 24, 72, Infinity] as const

/** How many waits are in each bar. */
export const countByWait = (waits: readonly number[]): number[] =>
  WAIT_LIMITS_HOURS.map(
    (most, at) =>
      waits.filter(
        (wait) => wait <= most * HOUR && (at === 0 || wait > WAIT_LIMITS_HOURS[at - 1]! * HOUR),
      ).length,
  )

/** A conversation with comments this week. */
export interface ActiveConversation {
  conversation: Conversation
  /** Comments published in it. */
  comments: number
}

/** The statistics of the week. */
export interface WeekFigures {
  /** The first day, in the hub's time zone. */
  from: string
  held: DailyCounts
  answered: DailyCounts
  /** Of this week, today included; and of the week before. */
  answering: Answering
  answeringBefore: Answering
  /** The most active first. */
  active: ActiveConversation[]
}
