import { withDeadline } from '../lib/with-deadline'
import type { Sender } from './http-sender.client'
import type { SendAnswer } from './send-answer.rules'

/*
 * The codes of https://developers.cloudflare.com/email-service/api/send-emails/workers-api/.
 */
const kinds: Record<string, SendAnswer['kind']> = {
  E_VALIDATION_ERROR: 'refused',
  E_FIELD_MISSING: 'refused',
  E_CONTENT_TOO_LARGE: 'refused',
  E_RECIPIENT_NOT_ALLOWED: 'refused',
  E_DELIVERY_FAILED: 'refused',
  E_RECIPIENT_SUPPRESSED: 'suppressed',
  E_SENDER_NOT_VERIFIED: 'misconfigured',
  E_SENDER_DOMAIN_NOT_AVAILABLE: 'misconfigured',
  E_RATE_LIMIT_EXCEEDED: 'later',
  E_DAILY_LIMIT_EXCEEDED: 'later',
}

/** After the daily limit, ask again in an hour, in milliseconds: the answer does not say when. */
const DAILY_LIMIT_WAIT_MS = 60 * 60 * 1000

const answerOf = (code: string): SendAnswer => {
  const kind = kinds[code] ?? (code.startsWith('E_HEADER') ? 'refused' : 'unknown')
  const reason = /^E_\w{1,40}$/.test(code)
    ? `Cloudflare answered ${code}`
    : 'Cloudflare gave no answer'
  if (kind === 'sent') return { kind }
  return code === 'E_DAILY_LIMIT_EXCEEDED'
    ? { kind: 'later', reason, waitMs: DAILY_LIMIT_WAIT_MS }
    : { kind, reason }
}

/**
 * Sends an email with Cloudflare's Email Service. It takes no idempotency key, and refuses a
 * `Message-ID`: it makes its own.
 */
export const sendWithCloudflare: Sender = async ({ env }, { email, from }) => {
  try {
    await withDeadline('send', env.EMAIL!.send({ ...email, from }))
    return { kind: 'sent' }
  } catch (error) {
    return answerOf(String((error as { code?: unknown } | null)?.code ?? ''))
  }
}
