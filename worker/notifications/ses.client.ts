import { AwsClient } from 'aws4fetch'
import { deadlines } from '../lib/with-deadline'
import { responseOf, type Sender } from './http-sender.client'
import { answerByStatus, reasonOf } from './send-answer.rules'

/** Errors of SendEmail that say that the account or its sender may not send. */
const MISCONFIGURED = new Set([
  'AccountSuspendedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
  'SendingPausedException',
])

/** Errors of SendEmail for a rate or a quota that is used up, with the status 400. */
const LIMITED = new Set([
  'LimitExceededException',
  'ThrottlingException',
  'TooManyRequestsException',
])

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' })

/**
 * Sends an email with Amazon SES
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html). It takes no idempotency
 * key, and replaces `Message-ID`.
 */
export const sendWithSes: Sender = async ({ env, now }, { email, from }) => {
  const aws = new AwsClient({
    accessKeyId: env.SES_ACCESS_KEY_ID!,
    secretAccessKey: env.SES_SECRET_ACCESS_KEY!,
    service: 'ses',
    region: env.SES_REGION!,
    // The outbox tries again.
    retries: 0,
  })
  const { to, subject, text, html, headers } = email
  const body = JSON.stringify({
    FromEmailAddress: from,
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: {
        Subject: utf8(subject),
        Body: { Text: utf8(text), Html: utf8(html) },
        Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
      },
    },
  })
  const url = `https://email.${env.SES_REGION}.amazonaws.com/v2/email/outbound-emails`
  const request = await aws.sign(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const signal = AbortSignal.timeout(deadlines.send)
  const response = await fetch(request, { redirect: 'manual', signal })
  const answer = await responseOf(response, (_, errors) => codeOf(errors))
  const reporter = { name: 'Amazon SES', now }
  const reason = reasonOf(reporter, answer)
  if (MISCONFIGURED.has(answer.code ?? '')) return { kind: 'misconfigured', reason }
  if (LIMITED.has(answer.code ?? '')) return { kind: 'later', reason }
  return answerByStatus(reporter, answer)
}

/** The name of an error: `x-amzn-errortype: MessageRejected:http://…`. */
const codeOf = (headers: Headers) => headers.get('x-amzn-errortype')?.split(':')[0]
