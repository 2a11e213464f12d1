import { vi } from 'vitest'
import type { Bindings } from '../../worker/env'
import type { MailProvider } from '../../worker/notifications/table'

/*
 * The providers of emails, answering as they document. Each request may meet a fault, before or after
 * the email was taken.
 */

/** What happens to one request. */
export type Fault =
  | 'fine'
  /** Refused with this status, code and header; the email was not taken. */
  | { status: number; code?: string; retryAfter?: string }
  /** The email is taken, and the answer never comes. */
  | 'lost after taking'
  /** The connection breaks before the provider has the email. */
  | 'unreachable'

/** An email that was delivered. */
export interface Delivered {
  to: string
  from: string
  subject: string
  headers: Record<string, string>
}

const brokenConnection = () => new TypeError('Network connection lost.')

/** The response with which each provider refuses. */
const refusals: Record<
  Exclude<MailProvider, 'cloudflare'>,
  (code: string, status: number) => Response
> = {
  resend: (name, statusCode) =>
    Response.json(
      { statusCode, name, message: 'rosa@example.org is wrong' },
      { status: statusCode },
    ),
  postmark: (code, status) =>
    Response.json({ ErrorCode: Number(code), Message: 'rosa@example.org is wrong' }, { status }),
  ses: (code, status) =>
    Response.json(
      { message: 'rosa@example.org is wrong' },
      { status, headers: { 'x-amzn-errortype': `${code}:http://internal.amazon.com/` } },
    ),
}

type Json = Record<string, any>

const pairs = (headers: { Name: string; Value: string }[]) =>
  Object.fromEntries(headers.map(({ Name, Value }) => [Name, Value]))

/** The email in a request, as the provider documents it. */
const readers: Record<Exclude<MailProvider, 'cloudflare'>, (body: Json) => Delivered> = {
  resend: ({ to, from, subject, headers }) => ({ to: to[0], from, subject, headers }),
  postmark: ({ To, From, Subject, Headers }) => ({
    to: To,
    from: From,
    subject: Subject,
    headers: pairs(Headers),
  }),
  ses: ({ Destination, FromEmailAddress, Content }) => ({
    to: Destination.ToAddresses[0],
    from: FromEmailAddress,
    subject: Content.Simple.Subject.Data,
    headers: pairs(Content.Simple.Headers),
  }),
}

const addresses = {
  resend: 'https://api.resend.com/emails',
  postmark: 'https://api.postmarkapp.com/email',
  ses: 'https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails',
} as const

/** Whether a request has what the provider asks of it; the signature of SES is checked elsewhere. */
const isAuthorized = (provider: keyof typeof addresses, { headers }: Request): boolean =>
  ({
    resend: headers.get('authorization') === 'Bearer re_1',
    postmark: headers.get('x-postmark-server-token') === 'pm-1',
    ses: /^AWS4-HMAC-SHA256 Credential=AK1\/\d{8}\/eu-west-1\/ses\/aws4_request, /.test(
      headers.get('authorization') ?? '',
    ),
  })[provider]

/** The settings with which a deployed hub uses a provider. */
export const settingsOf = (provider: MailProvider, email?: SendEmail): Partial<Bindings> => ({
  HUB_LOCAL: undefined,
  MAIL_FROM: 'Hub <hub@example.org>',
  ...{
    cloudflare: { EMAIL: email },
    resend: { RESEND_API_KEY: 're_1' },
    postmark: { POSTMARK_SERVER_TOKEN: 'pm-1' },
    ses: { SES_ACCESS_KEY_ID: 'AK1', SES_SECRET_ACCESS_KEY: 'secret', SES_REGION: 'eu-west-1' },
  }[provider],
})

/** A provider with faults: `forecast` says what happens to each request, counted from 0. */
export const standIn = (
  provider: MailProvider,
  forecast: (request: number) => Fault = () => 'fine',
) => {
  const delivered: Delivered[] = []
  const keys = new Map<string, string>()
  let requests = 0

  const cloudflare = {
    send: async (email: Delivered) => {
      const fault = forecast(requests++)
      if (fault === 'unreachable') throw brokenConnection()
      if (typeof fault === 'object')
        throw Object.assign(new Error('rosa@example.org is wrong'), { code: fault.code })
      if (Object.keys(email.headers).some((name) => /^(?:message-id|date)$/i.test(name)))
        throw Object.assign(new Error('not allowed'), { code: 'E_HEADER_NOT_ALLOWED' })
      delivered.push(email)
      if (fault === 'lost after taking') throw brokenConnection()
      return { messageId: 'cf-1' }
    },
  }

  /** Resend gives the same answer to the same key and text, and sends nothing. */
  const repeated = (request: Request, body: string): Response | undefined => {
    const key = request.headers.get('idempotency-key')
    if (provider !== 'resend' || !key) return undefined
    const before = keys.get(key)
    if (before === undefined) return void keys.set(key, body)
    return before === body
      ? Response.json({ id: 'first' })
      : refusals.resend('invalid_idempotent_request', 409)
  }

  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    if (provider === 'cloudflare' || request.url !== addresses[provider])
      throw new Error(`nobody answers at ${request.url}`)
    const body = await request.text()
    if (!isAuthorized(provider, request)) return refusals[provider]('unauthorized', 401)
    const fault = forecast(requests++)
    if (fault === 'unreachable') throw brokenConnection()
    if (typeof fault === 'object') {
      const refusal = refusals[provider](fault.code ?? '0', fault.status)
      if (fault.retryAfter) refusal.headers.set('retry-after', fault.retryAfter)
      return refusal
    }
    const replay = repeated(request, body)
    if (!replay) delivered.push(readers[provider](JSON.parse(body)))
    if (fault === 'lost after taking')
      throw Object.assign(new Error('timed out'), { name: 'TimeoutError' })
    return replay ?? Response.json({ id: 'first', MessageId: 'first', ErrorCode: 0 })
  }

  vi.stubGlobal('fetch', fetch)
  return {
    delivered,
    /** How often it was asked. */
    asked: () => requests,
    env: settingsOf(provider, cloudflare as unknown as SendEmail),
  }
}
