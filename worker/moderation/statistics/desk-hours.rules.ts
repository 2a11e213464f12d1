import type { Hub, PulseRules } from '../../../site/contract/hub'
import { dayFrom, dayOf, momentOn } from '../../lib/calendar'

/** The desk hours of a day, in epoch milliseconds. */
export interface Shift {
  /** The first moment of its day. */
  dawns: number
  opens: number
  closes: number
}

/**
 * The shifts of every working day between two instants, first to last. Calculate them once for a
 * whole
 * list, because time zone conversions are slow.
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
    const [dawns, opens, closes] = [0, hours.opens, hours.closes].map((minutes) =>
      momentOn(day, minutes, timezone),
    ) as [number, number, number]
    shifts.push({ dawns, opens, closes })
  }
  return shifts
}

/** The desk hours between two instants, in milliseconds. */
export const workingTime = (rota: readonly Shift[], from: Date, to: Date): number =>
  rota.reduce((sum, { opens, closes }) => {
    const length = Math.min(closes, to.getTime()) - Math.max(opens, from.getTime())
    return sum + Math.max(0, length)
  }, 0)

/**
 * Whether an answer at one instant to a question at another is within the promise.
 *
 * - `1 working day` lasts until the desk closes on the first working day after the day of asking,
 *   at whatever hour it was asked: on a Friday at 16:00, or on a Sunday, until the desk closes on
 * Monday.
 * - `0 working days` last until the desk closes next.
 * - `4h` are four desk hours: asked on a Friday an hour before it
 *   closes, until three hours after it opens on Monday.
 *
 * The end itself is within. The shifts must cover both instants.
 */
export const isWithinPromise = (
  promise: PulseRules['answer'],
  rota: readonly Shift[],
  asked: Date,
  at: Date,
): boolean => {
  if ('milliseconds' in promise) return workingTime(rota, asked, at) <= promise.milliseconds
  const last =
    promise.workingDays === 0
      ? rota.find(({ closes }) => closes >= asked.getTime())
      : rota.filter(({ dawns }) => dawns > asked.getTime())[promise.workingDays - 1]
  return last === undefined || at.getTime() <= last.closes
}
