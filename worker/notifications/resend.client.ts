import { errorCodeIn, type Outgoing, postJson, responseOf, type Sender } from './http-sender.client'
import { answerByStatus, reasonOf, type SendAnswer } from './send-answer.rules'

/**
 * Sends an email with Resend (https://resend.com/docs/api-reference/emails/send-email). The id of the
 * row is the idempotency key, which Resend remembers for 24 hours: a repetition sends nothing.
 */
export const sendWithResend: Sender = async ({ env, now }, { id, email, from }: Outgoing) => {
  const { to, subject, text, html, headers } = email
  const response = await postJson(
    'https://api.resend.com/emails',
    { authorization: `Bearer ${env.RESEND_API_KEY}`, 'idempotency-key': id },
    { from, to: [to], subject, text, html, headers },
  )
  const answer = await responseOf(response, errorCodeIn('name'))
  return meaningOf({ name: 'Resend', now }, answer)
}

/** The errors of https://resend.com/docs/api-reference/errors whose status is not enough. */
const meaningOf: typeof answerByStatus = (from, response): SendAnswer => {
  const reason = reasonOf(from, response)
  switch (response.code) {
    // The same key with another text, such as a new link: the first one was accepted.
    case 'invalid_idempotent_request':
      return { kind: 'sent' }
    case 'concurrent_idempotent_requests':
      return { kind: 'unknown', reason }
    case 'invalid_from_address':
    case 'invalid_region':
    case 'invalid_access':
      return { kind: 'misconfigured', reason }
    default:
      return answerByStatus(from, response)
  }
}
