import type { Bindings } from '../env'
import type { QueryBudget } from '../lib/query-budget'
import type { OutboxRow, MailProvider, StopReason } from './table'

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
  'alert.news': 0,
  'post.news': 0,
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

/** The most rows in one claim: their emails are in memory at once. */
const MAX_ROWS = 100

/** The most rows in a claim whose jobs work on one row each, so that they are sent within `SEND_MS`. */
const MAX_SINGLE_ROWS = 20

/** The most D1 queries of a job for one row. */
export const QUERIES_PER_JOB = 6

/** The D1 queries of a claim besides jobs: the claim itself, the limits, and storing the outcome. */
export const QUERIES_PER_CLAIM = 5

/** The D1 queries that sending leaves for other work of the same run. */
export const RESERVED_QUERIES = 10

/**
 * How many rows to claim with what is left of the limits.
 *
 * @param areMany whether jobs load many rows at once, judging by the claim before
 */
export const rowsWithin = ({ left, requests }: QueryBudget, areMany: boolean): number => {
  const queries = left - RESERVED_QUERIES - QUERIES_PER_CLAIM
  const single = Math.min(MAX_SINGLE_ROWS, Math.floor(queries / QUERIES_PER_JOB))
  return single < 1 ? 0 : Math.min(areMany ? MAX_ROWS : single, requests)
}

/** The provider that sends the emails: the first whose settings are complete. */
export const providerOf = (env: Bindings): MailProvider | undefined => {
  if (!env.MAIL_FROM) return undefined
  if (env.RESEND_API_KEY) return 'resend'
  if (env.POSTMARK_SERVER_TOKEN) return 'postmark'
  if (env.SES_ACCESS_KEY_ID && env.SES_SECRET_ACCESS_KEY && env.SES_REGION) return 'ses'
  return env.EMAIL ? 'cloudflare' : undefined
}

/** Whether the hub can send email. If not, comments by guests are held for a host. */
export const hasSender = (env: Bindings): boolean => Boolean(env.HUB_LOCAL || providerOf(env))

/** Whether a provider sends our `Message-ID`; the others make their own. */
export const keepsMessageId = (provider: MailProvider): boolean => provider === 'postmark'

/** For how long Resend remembers an idempotency key, in milliseconds; less a margin. */
const KEY_MS = 23 * 60 * 60 * 1000

/**
 * Emails added before this may arrive twice if the answer to an attempt is lost: all of them, unless
 * the provider recognizes the repetition.
 */
export const repeatableBefore = (provider: MailProvider | undefined, now: Date): Date =>
  provider === 'resend' ? new Date(now.getTime() - KEY_MS) : now

/**
 * How many emails are sent at the same time, and whether no more than these in a second: Resend allows
 * 5 requests in a second (https://resend.com/docs/api-reference/rate-limit); SES 14 to most accounts.
 */
export const waves: Record<MailProvider, { size: number; isPaced: boolean }> = {
  resend: { size: 5, isPaced: true },
  ses: { size: 10, isPaced: true },
  postmark: { size: 10, isPaced: false },
  cloudflare: { size: 10, isPaced: false },
}

/** When to try again after so many attempts (1, 5, 25 minutes, 2 and 10 hours); `null` to give up. */
export const nextTry = (attempts: number, now: Date): Date | null =>
  attempts < MAX_ATTEMPTS ? new Date(now.getTime() + 5 ** (attempts - 1) * 60_000) : null

/** For how long an email waits for a provider that takes none, in milliseconds. */
const MAX_AGE_MS = 3 * 24 * 60 * 60 * 1000

/** When to ask a provider again that asked to wait; `null` to give the email up. */
export const afterWait = (
  { createdAt }: Pick<OutboxRow, 'createdAt'>,
  waitMs: number,
  now: Date,
): Date | null =>
  now.getTime() - createdAt.getTime() < MAX_AGE_MS ? new Date(now.getTime() + waitMs) : null

/**
 * Whether an email goes to a mailbox that others no longer go to. A person who asks for a link gets it
 * unless the address does not exist, and hears at the old address that theirs was changed.
 */
export const isSentInSpiteOf = (reason: StopReason, event: OutboxRow['event']): boolean =>
  reason !== 'bounce' && (isAwaited(event) || event === 'member.e-mail-changed')
