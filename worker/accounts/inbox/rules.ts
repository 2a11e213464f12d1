import { DAY_MS, dayFrom, dayOf, MINUTE_MS, momentOn } from '../../lib/calendar'
import type { EmailRhythm } from '../../../site/contract/vocabulary'

/** How long an email about a conversation waits for more of it, in milliseconds. */
export const EMAIL_DELAY_MS = 2 * MINUTE_MS

/** For how long a notification is kept, in milliseconds. */
export const KEPT_MS = 180 * DAY_MS

/** The minute of the day, in the member's time zone, at which a digest is due: 08:00. */
const DIGEST_MINUTE = 8 * 60

/** The weekday of the weekly digest, as `getUTCDay` counts: Monday. */
const DIGEST_DAY = 1

const isDigestDay = (day: string, rhythm: EmailRhythm) =>
  rhythm === 'daily' || new Date(`${day}T00:00Z`).getUTCDay() === DIGEST_DAY

/**
 * When the next digest is due: at 08:00 of the next day, or of the next Monday; `null` for a rhythm
 * without digests.
 */
export const nextDigest = (rhythm: EmailRhythm, timezone: string, now: Date): Date | null => {
  if (rhythm !== 'daily' && rhythm !== 'weekly') return null
  const today = dayOf(now, timezone)
  // Eight days: today's 08:00 may be over, and it is a week to the next Monday.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = dayFrom(today, ahead)
    const at = momentOn(day, DIGEST_MINUTE, timezone)
    if (isDigestDay(day, rhythm) && at > now.getTime()) return new Date(at)
  }
  return null
}

/** Whether this is the name of a time zone. */
export const isTimezone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** Notifications that a member has not read, by conversation, as `countUnread` gives them. */
export type UnreadCounts = [conversation: string, space: string, count: number][]
