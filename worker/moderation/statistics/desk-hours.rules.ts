import type { Hub, PulseRules } from '../../../site/contract/hub'
import { dayFrom, dayOf, momentOn } from '../../lib/calendar'

/** The desk hours of a day, in epoch milliseconds. */
export interface Shift {
  /** The first moment of its day. */
  startsAt: number
  opensAt: number
  closesAt: number
}

/**
 * The shifts of every working day between two instants, first to last. Calculate them once for a
 * whole list, because time zone conversions are slow.
 */
export const shiftsBetween = (
  from: Date,
  to: Date,
  { pulse: { hours }, timezone }: Pick<Hub, 'pulse' | 'timezone'>,
): Shift[] => {
  const last = dayOf(to, timezone)
  const shifts: Shift[] = []
  for (let day = dayOf(from, timezone); day <= last; day = dayFrom(day, 1)) {
    if (!hours.days.includes(new Date(day).getUTCDay())) continue
    const [startsAt, opensAt, closesAt] = [0, hours.opens, hours.closes].map((minutes) =>
      momentOn(day, minutes, timezone),
    ) as [number, number, number]
    shifts.push({ startsAt, opensAt, closesAt })
  }
  return shifts
}

/** The desk hours between two instants, in milliseconds. */
export const workingTime = (shifts: readonly Shift[], from: Date, to: Date): number =>
  shifts.reduce((sum, { opensAt, closesAt }) => {
    const length = Math.min(closesAt, to.getTime()) - Math.max(opensAt, from.getTime())
    return sum + Math.max(0, length)
  }, 0)

/**
 * Whether an answer at one instant to a question at another is within the promise.
 *
 * - `1 working day` lasts until the desk closes on the first working day after the day of asking:
 *   for a question on Friday at 16:00, or on a Sunday, until the desk closes on Monday.
 * - `0 working days` last until the desk closes next.
 * - `4h` are four desk hours: asked on Friday an hour before the desk closes, until three hours
 *   after it opens on Monday.
 *
 * The end itself is within. The shifts must cover both instants.
 */
export const isWithinPromise = (
  promise: PulseRules['answer'],
  shifts: readonly Shift[],
  asked: Date,
  at: Date,
): boolean => {
  if ('milliseconds' in promise) return workingTime(shifts, asked, at) <= promise.milliseconds
  const last =
    promise.workingDays === 0
      ? shifts.find(({ closesAt }) => closesAt >= asked.getTime())
      : shifts.filter(({ startsAt }) => startsAt > asked.getTime())[promise.workingDays - 1]
  return last === undefined || at.getTime() <= last.closesAt
}
