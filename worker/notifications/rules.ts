import type { Bindings } from '../env'
import type { OutboxRow } from './table'

/** After so many attempts, an email is given up; the outbox stores why. */
export const MAX_ATTEMPTS = 6

/**
 * The most emails in an hour that anyone can cause by typing an address: links to sign in, to confirm
 * and to leave. Far more than a hub's people ask for, and few enough for its domain's good name.
 */
export const AWAITED_PER_HOUR = 500

/** The events of these emails, and `isUrgent` as SQL. */
const AWAITED: OutboxRow['event'][] = [
  'guest.confirmation',
  'guest.leaving',
  'member.sign-in',
  'member.e-mail',
]

/** Whether a person waits for this email, who may have typed another person's address. */
export const isAwaited = (event: OutboxRow['event']): boolean => AWAITED.includes(event)

/** The most emails of a kind to one mailbox in a day: another person may be typing the address. */
export const EMAILS_PER_DAY: Record<OutboxRow['event'], number> = {
  'guest.confirmation': 3,
  // More: it may be the only way to sign in, and another person may have used some of them up.
  'member.sign-in': 10,
  'member.e-mail': 3,
  // More: changing the address again and again must not suppress the email about it.
  'member.e-mail-changed': 10,
  // These send no email.
  'member.level': 0,
  'member.links': 0,
  'guest.leaving': 3,
  // One per requested space; hosts answer each request once.
  'member.request': 20,
  // The rest is on the member's own page.
  'host.message': 5,
  'idea.status': 10,
  // These add notifications; they send no email.
  'comment.news': 0,
  'decision.news': 0,
  // More: one for each conversation in which there is something new.
  'notification.email': 50,
  'notification.digest': 2,
}

/** When another run may claim a row again, in milliseconds: at the next cron run. */
export const CLAIM_MS = 60_000

/** For how long after its claim a row may be sent, in milliseconds: nobody else sends it then. */
export const SEND_MS = 40_000

/** The most rows in one claim, so that they are sent within `SEND_MS`. */
const MAX_ROWS = 20

/** The D1 queries that one row may need, from reading what it is about to storing that it was sent. */
export const QUERIES_PER_ROW = 9

/** The D1 queries that sending leaves for other work of the same run. */
export const RESERVED_QUERIES = 10

/** How many rows may be claimed with so many D1 queries left; the claim is one of them. */
export const rowsWithin = (queries: number): number =>
  Math.min(MAX_ROWS, Math.floor((queries - RESERVED_QUERIES - 1) / QUERIES_PER_ROW))

/** Whether the hub can send email. If not, comments by guests are held for a host. */
export const hasSender = ({ EMAIL, HUB_LOCAL, MAIL_FROM }: Bindings): boolean =>
  Boolean(HUB_LOCAL || (EMAIL && MAIL_FROM))

/** When to try again after so many attempts (1, 5, 25 minutes, 2 and 10 hours); `null` to give up. */
export const nextTry = (attempts: number, now: Date): Date | null =>
  attempts < MAX_ATTEMPTS ? new Date(now.getTime() + 5 ** (attempts - 1) * 60_000) : null
