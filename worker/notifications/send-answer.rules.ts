/** What a provider answered when it was given an email. */
export type SendAnswer =
  | { kind: 'sent' }
  /** It will never accept this email. */
  | { kind: 'refused'; reason: string }
  /** It sends nothing to this address any more: it bounced, or its owner complained. */
  | { kind: 'suppressed'; reason: string }
  /** It did not take the email, and asks to wait, for so many milliseconds if it says how long. */
  | { kind: 'later'; reason: string; waitMs?: number | undefined }
  /** It sends nothing for this hub until its owner changes a setting here or there. */
  | { kind: 'misconfigured'; reason: string }
  /** It may have accepted the email: the answer was lost, late or an error of its own. */
  | { kind: 'unknown'; reason: string }

/** The longest wait that a provider is granted, in milliseconds; an outage ends within a day. */
const MAX_WAIT_MS = 24 * 60 * 60 * 1000

/**
 * The milliseconds that a `Retry-After` header asks for, in either of its forms (RFC 9110, 10.2.3);
 * `undefined` if it has neither.
 *
 * @example waitOf('120', now) // => 120_000
 */
export const waitOf = (retryAfter: string | null, now: Date): number | undefined => {
  if (!retryAfter) return undefined
  const ms = /^\s*\d+\s*$/.test(retryAfter)
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter) - now.getTime()
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_WAIT_MS)
}

/** An HTTP response of a provider, and the name that it gives the error. */
export interface ProviderResponse {
  status: number
  /** Such as `validation_error`; not its message, which may quote an address. */
  code: string | undefined
  retryAfter: string | null
}

/** How a provider is named in reasons. */
export interface Reporter {
  name: string
  now: Date
}

/** A code as it may be stored and logged: the name of an error, and nothing that was typed. */
const safeCode = (code: string | undefined) =>
  code && /^[\w.:-]{1,60}$/.test(code) ? ` (${code})` : ''

/** The reason to store for a response. */
export const reasonOf = ({ name }: Reporter, { status, code }: ProviderResponse): string =>
  `${name} answered ${status}${safeCode(code)}`

/**
 * What a response means by its status alone (RFC 9110, RFC 6585); a provider's own codes come first. A
 * redirect or an answer that is not known leaves open whether the email was taken.
 */
export const answerByStatus = (from: Reporter, response: ProviderResponse): SendAnswer => {
  const { status, retryAfter } = response
  const reason = reasonOf(from, response)
  if (status >= 200 && status < 300) return { kind: 'sent' }
  if (status === 429 || status === 503)
    return { kind: 'later', reason, waitMs: waitOf(retryAfter, from.now) }
  if ([401, 402, 403, 404, 405].includes(status)) return { kind: 'misconfigured', reason }
  if (status >= 400 && status < 500 && ![408, 409, 425].includes(status))
    return { kind: 'refused', reason }
  return { kind: 'unknown', reason }
}
