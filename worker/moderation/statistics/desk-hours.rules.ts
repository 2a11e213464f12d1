import type { Hub, PulseRules } from '../../../site/contract/hub'
import { dayFrom, dayOf, momentOn } from '../../lib/calendar'

/** The part of a day in which somebody is at the desk, in epoch milliseconds. */
export interface Shift {
  /** The first moment of its day. */
  dawns: number
  opens: number
  closes: number
}

/**
 * The shifts of every working day that these two moments touch, first to last: what all questions
 * below are asked of. Made once for a whole list, because to read a zone's clocks takes long.
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

/** How long somebody was at the desk between two moments, in milliseconds. */
export const workingTime = (rota: readonly Shift[], from: Date, to: Date): number =>
  rota.reduce((sum, { opens, closes }) => {
    const length = Math.min(closes, to.getTime()) - Math.max(opens, from.getTime())
    return sum + Math.max(0, length)
  }, 0)

/**
 * Whether what was asked at one moment is, at the other, still within the promise.
 *
 * - `1 working day` lasts until the desk closes on the first working day after the day of asking,
 *   whatever the hour of asking: asked on a Friday at 16:00, or on a Sunday, until Monday’s closing.
 * - `0 working days` last until the desk closes next.
 * - `4h` are four hours in which somebody is at the desk: asked on a Friday an hour before it
 *   closes, until three hours after it opens on Monday.
 *
 * The moment itself is within. The rota must reach from the one moment to the other.
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
