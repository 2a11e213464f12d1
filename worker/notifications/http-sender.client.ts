import type { Bindings } from '../env'
import { deadlines } from '../lib/with-deadline'
import type { ProviderResponse, SendAnswer } from './send-answer.rules'
import type { Email } from './view'

/** An email as it is handed to a provider. */
export interface Outgoing {
  /** The id of its outbox row: the same at each attempt. */
  id: string
  email: Email
  /** The setting `MAIL_FROM`. */
  from: string
}

/** Sends an email with one provider; rejects if there is no answer. */
export type Sender = (
  settings: { env: Bindings; now: Date },
  outgoing: Outgoing,
) => Promise<SendAnswer>

/** Posts JSON to a provider; rejects after the `send` deadline. Redirects are not followed. */
export const postJson = (
  url: string,
  headers: Record<string, string>,
  body: object,
): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(deadlines.send),
  })

/** Finds the name of an error in the JSON of a response. */
export const errorCodeIn =
  (field: string) =>
  (body: Record<string, unknown>): string | undefined =>
    body[field] === undefined ? undefined : String(body[field])

/** What matters of a response; its body is read only for the name of an error. */
export const responseOf = async (
  response: Response,
  codeIn: (body: Record<string, unknown>, headers: Headers) => string | undefined,
): Promise<ProviderResponse> => {
  const { status, headers, ok } = response
  // A success is one even if its body is cut off.
  const body: unknown = await response.json().catch(() => null)
  const isObject = typeof body === 'object' && body !== null
  return {
    status,
    code: ok ? undefined : codeIn(isObject ? (body as Record<string, unknown>) : {}, headers),
    retryAfter: headers.get('retry-after'),
  }
}
