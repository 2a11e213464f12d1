import type { Bindings } from '../env'
import { logFailure } from '../lib/log-failure'
import { sendWithCloudflare } from './cloudflare.client'
import type { Outgoing, Sender } from './http-sender.client'
import { sendWithPostmark } from './postmark.client'
import { sendWithResend } from './resend.client'
import { keepsMessageId, providerOf } from './rules'
import type { SendAnswer } from './send-answer.rules'
import { sendWithSes } from './ses.client'
import type { MailProvider } from './table'
import type { Email } from './view'

const senders: Record<MailProvider, Sender> = {
  resend: sendWithResend,
  postmark: sendWithPostmark,
  ses: sendWithSes,
  cloudflare: sendWithCloudflare,
}

/** A hub without a sender; the reason names what to set. */
const noSender: SendAnswer = {
  kind: 'misconfigured',
  reason:
    'no sender; expected MAIL_FROM, and the binding EMAIL or the secrets of Resend, Postmark or Amazon SES',
}

/**
 * The headers of an email with its id: as `Message-ID` if the provider sends that, and in any case as
 * `X-Hub-Message-ID`, by which a repetition can be recognized.
 */
const withMessageId = (email: Email, provider: MailProvider): Email => {
  const { 'Message-ID': id, ...headers } = email.headers
  if (!id) return email
  const kept = keepsMessageId(provider) && { 'Message-ID': id }
  return { ...email, headers: { ...headers, ...kept, 'X-Hub-Message-ID': id } }
}

/** Sends emails with the provider that the settings name. */
export interface Mailer {
  provider: MailProvider | undefined
  /** Sends an email; never rejects. */
  send: (outgoing: Omit<Outgoing, 'from'>, now: Date) => Promise<SendAnswer>
}

/** The mailer of a hub; without a provider every email is answered with what is missing. */
export const newMailer = (env: Bindings): Mailer => {
  const provider = providerOf(env)
  if (!provider) return { provider, send: async () => noSender }
  const sendWith = senders[provider]
  return {
    provider,
    send: async ({ id, email }, now) => {
      const outgoing = { id, email: withMessageId(email, provider), from: env.MAIL_FROM! }
      try {
        return await sendWith({ env, now }, outgoing)
      } catch (error) {
        // The name alone: a message may contain the request.
        const name = error instanceof Error ? error.name : 'error'
        logFailure(`no answer to the email ${id} from ${provider} (${name})`)
        return { kind: 'unknown', reason: `no answer from ${provider} (${name})` }
      }
    },
  }
}
