import { errorCodeIn, postJson, responseOf, type Sender } from './http-sender.client'
import { answerByStatus, reasonOf } from './send-answer.rules'

/** Postmark's code for an address that bounced or complained (https://postmarkapp.com/developer/api/overview#error-codes). */
const INACTIVE_RECIPIENT = '406'

/** Its codes for a sender or an account that may not send, though the status is 422. */
const MISCONFIGURED = new Set(['10', '400', '401', '405', '412', '413'])

/** Postmark's code for maintenance: the email was not taken. */
const MAINTENANCE = '100'

/**
 * Sends an email with Postmark (https://postmarkapp.com/developer/api/email-api). `X-PM-KeepID` makes
 * it send our `Message-ID`. It takes no idempotency key.
 */
export const sendWithPostmark: Sender = async ({ env, now }, { email, from }) => {
  const headers = { ...email.headers, 'X-PM-KeepID': 'true' }
  const response = await postJson(
    'https://api.postmarkapp.com/email',
    { 'x-postmark-server-token': env.POSTMARK_SERVER_TOKEN! },
    {
      From: from,
      To: email.to,
      Subject: email.subject,
      TextBody: email.text,
      HtmlBody: email.html,
      Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
      MessageStream: 'outbound',
      TrackOpens: false,
      TrackLinks: 'None',
    },
  )
  const answer = await responseOf(response, errorCodeIn('ErrorCode'))
  const reporter = { name: 'Postmark', now }
  const reason = reasonOf(reporter, answer)
  if (answer.code === INACTIVE_RECIPIENT) return { kind: 'suppressed', reason }
  if (answer.code === MAINTENANCE) return { kind: 'later', reason }
  if (MISCONFIGURED.has(answer.code ?? '')) return { kind: 'misconfigured', reason }
  return answerByStatus(reporter, answer)
}
