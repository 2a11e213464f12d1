import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { dayFrom, dayOf, momentOn } from '../../lib/calendar'
import { isWithinPromise, shiftsBetween } from './desk-hours.rules'

const HOUR = 60 * 60 * 1000

/** Whole days in the picture, before today; and as many before those, to compare them with. */
export const DAYS_SHOWN = 7

/** The days of the picture on the hub's calendar, from the first of the week before until today. */
export interface Period {
  days: {
    /** `2026-11-22` */
    day: string
    /** The epoch millisecond with which it begins. */
    dawns: number
    /** The first hour since the epoch that counts for it. */
    hour: number
  }[]
  now: Date
}

/**
 * What happened is kept by the hours of UTC, and each counts for the day that has its middle. So
 * where the clocks are half an hour or 45 minutes off, what happened in the last or first minutes
 * of a day, never more than 30 of them, counts for its neighbour.
 */
const firstHourOf = (dawns: number) => Math.ceil(dawns / HOUR - 0.5)

export const periodOf = (now: Date, timezone: string): Period => {
  const today = dayOf(now, timezone)
  const days = Array.from({ length: 2 * DAYS_SHOWN + 1 }, (_, at) =>
    dayFrom(today, at - 2 * DAYS_SHOWN),
  )
  const begun = days.map((day) => ({ day, dawns: momentOn(day, 0, timezone) }))
  return { days: begun.map((each) => ({ ...each, hour: firstHourOf(each.dawns) })), now }
}

/** When the week of the picture begins, and when the week before it did. */
export const beginningsOf = ({ days }: Period) => ({ before: days[0]!, week: days[DAYS_SHOWN]! })

export interface Day {
  day: string
  count: number
  /** How many on the same day of the week before. */
  before: number
}

/** What was counted on each day. */
export interface Counted {
  /** Seven whole days, and today. */
  days: Day[]
  /** In the seven whole days. */
  week: number
  /** In the seven days before those. */
  before: number
  /** So far. */
  today: number
}

/** What happened in an hour of UTC. */
export interface HourlyCount {
  /** Hours since the epoch. */
  hour: number
  count: number
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

/** What happened, by the days of the hub’s calendar. */
export const countDays = ({ days }: Period, happened: readonly HourlyCount[]): Counted => {
  const counts = days.map(() => 0)
  for (const { hour, count } of happened) {
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

/** A comment that asks or criticises: when it did, and when somebody else's first answer came. */
export interface AskedComment {
  askedAt: Date
  answeredAt: Date | null
}

/** How what was asked in a time was answered. */
export interface Answering {
  /** How long the first answers took that came in that time, in milliseconds; the shortest first. */
  waits: number[]
  /** Answered within the promise. */
  kept: number
  /** Answered too late, or not answered and overdue. */
  broken: number
  /** Not answered, and not due yet. */
  open: number
  /** There was more than was read: these are the newest. */
  isCut: boolean
}

/**
 * How what was asked was answered.
 *
 * The promise is to whoever asks: their time begins when they wrote, also where the comment waited
 * for a host before anybody could read it.
 *
 * @param until the end of the time in which it was asked: later answers are none of its waits
 */
export const answeringOf = (
  asked: readonly AskedComment[],
  { until, now, isCut }: { until: Date; now: Date; isCut: boolean },
  hub: Pick<Hub, 'pulse' | 'timezone'>,
): Answering => {
  const earliest = Math.min(now.getTime(), ...asked.map(({ askedAt }) => askedAt.getTime()))
  const rota = shiftsBetween(new Date(earliest), now, hub)
  const answering: Answering = { waits: [], kept: 0, broken: 0, open: 0, isCut }
  for (const { askedAt, answeredAt } of asked) {
    const isKept = isWithinPromise(hub.pulse.answer, rota, askedAt, answeredAt ?? now)
    answering[isKept ? (answeredAt ? 'kept' : 'open') : 'broken']++
    if (answeredAt && answeredAt <= until)
      answering.waits.push(Math.max(0, answeredAt.getTime() - askedAt.getTime()))
  }
  answering.waits.sort((one, other) => one - other)
  return answering
}

/** `medianOf([1, 2, 6]) // => 2`, of numbers in order; nothing of none. */
export const medianOf = (sorted: readonly number[]): number | undefined => {
  if (sorted.length === 0) return undefined
  const middle = sorted.length / 2
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2
}

/** The waits that are drawn as one bar each: up to so many hours, and longer. */
export const WAIT_LIMITS_HOURS = [1, 4, 24, 72, Infinity] as const

/** How many waits end in each of the steps. */
export const stepsOf = (waits: readonly number[]): number[] =>
  WAIT_LIMITS_HOURS.map(
    (most, at) =>
      waits.filter(
        (wait) => wait <= most * HOUR && (at === 0 || wait > WAIT_LIMITS_HOURS[at - 1]! * HOUR),
      ).length,
  )

/** A conversation that went on this week. */
export interface Active {
  conversation: Conversation
  /** Comments published in it. */
  comments: number
}

/** All that the picture of the week shows. */
export interface Week {
  /** The first day, as the hub's calendar has it. */
  from: string
  held: Counted
  answered: Counted
  /** Of this week, today included; and of the week before. */
  answering: Answering
  answeringBefore: Answering
  /** The most active first. */
  active: Active[]
}
