import type { AddressReport } from './address-stop.commands'

type Json = Record<string, any>

const isText = (value: unknown): value is string => typeof value === 'string' && value.includes('@')

/** The time of an event; now if it is missing or lies ahead. */
const timeOf = (value: unknown, now: Date): Date => {
  const at = Date.parse(String(value))
  return at <= now.getTime() ? new Date(at) : now
}

const reports = (emails: unknown, reason: AddressReport['reason'], at: Date): AddressReport[] =>
  (Array.isArray(emails) ? emails : []).filter(isText).map((email) => ({ email, reason, at }))

/** What an event of Resend says (https://resend.com/docs/webhooks/event-types). */
export const readResendEvent = ({ type, created_at, data = {} }: Json, now: Date) => {
  const at = timeOf(created_at, now)
  if (type === 'email.complained') return reports(data['to'], 'complaint', at)
  if (type === 'email.suppressed') return reports(data['to'], 'suppressed', at)
  // A transient bounce, such as a full mailbox, may pass.
  const isHard = type === 'email.bounced' && data['bounce']?.type === 'Permanent'
  return isHard ? reports(data['to'], 'bounce', at) : []
}

/** The bounces of Postmark after which an address gets nothing more (https://postmarkapp.com/developer/api/bounce-api#bounce-types). */
const HARD = new Set(['HardBounce', 'BadEmailAddress'])

/** What an event of Postmark says. */
export const readPostmarkEvent = ({ RecordType, Type, Email, BouncedAt }: Json, now: Date) => {
  const at = timeOf(BouncedAt, now)
  if (RecordType === 'SpamComplaint' || Type === 'SpamComplaint')
    return reports([Email], 'complaint', at)
  return RecordType === 'Bounce' && HARD.has(Type) ? reports([Email], 'bounce', at) : []
}

/** What a notification of SES says (https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html). */
export const readSesEvent = (event: Json, now: Date): AddressReport[] => {
  const kind = event['notificationType'] ?? event['eventType']
  const { bounce, complaint } = event
  const emailsOf = (people: unknown) =>
    Array.isArray(people) ? people.map((one: Json | null) => one?.['emailAddress']) : []
  if (kind === 'Complaint' && complaint?.complaintFeedbackType !== 'not-spam')
    return reports(
      emailsOf(complaint?.complainedRecipients),
      'complaint',
      timeOf(complaint?.timestamp, now),
    )
  return kind === 'Bounce' && bounce?.bounceType === 'Permanent'
    ? reports(emailsOf(bounce.bouncedRecipients), 'bounce', timeOf(bounce.timestamp, now))
    : []
}
