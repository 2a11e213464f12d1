import type { Context } from 'hono'
import type { App } from '../env'
import { showMissing } from '../http/layout'
import { newRouter } from '../http/router'
import { withDeadline } from '../lib/with-deadline'
import { type AddressReport, stopAddresses } from './address-stop.commands'
import { readPostmarkEvent, readResendEvent, readSesEvent } from './provider-event.rules'
import { confirmSubscription, isSignedBySns, type SnsMessage } from './sns.client'
import type { MailProvider } from './table'
import { hasPassword, isSignedBySvix } from './webhook.token'

/**
 * `/mail/events/`: providers report bounces and complaints. A report is believed only with the proof
 * that the provider documents; the same report again changes nothing.
 */
export const providerEvents = newRouter()

type Json = Record<string, unknown>

const parse = (text: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}

const bodyOf = async (c: Context<App>) => new TextDecoder().decode(await c.req.arrayBuffer())

/** Providers send a report again unless the answer is 2xx. */
const store = async (c: Context<App>, provider: MailProvider, reports: AddressReport[]) => {
  const { db } = c.var
  await withDeadline('write', stopAddresses(db, c.env.HUB_SECRET, provider, reports))
  return c.body(null, 204)
}

const refuse = (c: Context<App>, status: 400 | 401) => c.body(null, status)

providerEvents.post('/events/resend', async (c) => {
  const secret = c.env.RESEND_WEBHOOK_SECRET
  if (!secret) return showMissing(c)
  const body = await bodyOf(c)
  const { now } = c.var
  if (!(await isSignedBySvix(secret, c.req.raw.headers, body, now))) return refuse(c, 401)
  const event = parse(body)
  return event ? store(c, 'resend', readResendEvent(event, now)) : refuse(c, 400)
})

providerEvents.post('/events/postmark', async (c) => {
  const password = c.env.POSTMARK_WEBHOOK_SECRET
  if (!password) return showMissing(c)
  if (!(await hasPassword(password, c.req.raw.headers))) return refuse(c, 401)
  const event = parse(await bodyOf(c))
  return event ? store(c, 'postmark', readPostmarkEvent(event, c.var.now)) : refuse(c, 400)
})

providerEvents.post('/events/ses', async (c) => {
  const topic = c.env.SES_TOPIC_ARN
  if (!topic) return showMissing(c)
  const message = parse(await bodyOf(c)) as SnsMessage | undefined
  if (!message) return refuse(c, 400)
  // Before anything is fetched: anyone can have SNS sign messages of a topic of their own.
  if (message.TopicArn !== topic || !(await isSignedBySns(message))) return refuse(c, 401)
  if (message.Type === 'SubscriptionConfirmation')
    return (await confirmSubscription(message)) ? c.body(null, 204) : refuse(c, 400)
  const event = parse(message.Message)
  return event ? store(c, 'ses', readSesEvent(event, c.var.now)) : refuse(c, 400)
})
