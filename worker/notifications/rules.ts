import type { Bindings } from '../env'
import type { OutboxRow } from './table'

/** After so many attempts a letter is given up, and the outbox keeps why. */
export const MAX_ATTEMPTS = 6

/** Letters of a kind to one e-mail within a day: somebody else may be typing that address. */
export const EMAILS_PER_DAY: Record<OutboxRow['event'], number> = {
  'guest.confirmation': 3,
  // More: whoever needs it has no other way in, and somebody else may have used some of them up.
  'member.sign-in': 10,
  'member.e-mail': 3,
  // Every change is told: whoever changes it again and again must not thereby hide it.
  'member.e-mail-changed': 10,
  // No letter.
  'member.level': 0,
  'member.links': 0,
  'guest.leaving': 3,
  // One for each space that they asked for, and no host answers the same twice.
  'member.request': 20,
  // A member reads the rest on their own page.
  'host.message': 5,
  'idea.status': 10,
  'comment.mention': 10,
}

/** For how long one sender of letters may be at work on one of them, in milliseconds. */
export const CLAIM_MS = 10 * 60 * 1000

/** Whether anything can be mailed. Without a sender, what a guest writes waits for a host. */
export const hasSender = ({ EMAIL, HUB_LOCAL, MAIL_FROM }: Bindings): boolean =>
  Boolean(HUB_LOCAL || (EMAIL && MAIL_FROM))

/**
 * When to try again after so many attempts, or `null` when it is time to give up: after 1, 5 and 25
 * minutes, 2 hours and 10 hours.
 */
export const nextTry = (attempts: number, now: Date): Date | null =>
  attempts < MAX_ATTEMPTS ? new Date(now.getTime() + 5 ** (attempts - 1) * 60_000) : null
