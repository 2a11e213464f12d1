import { createSign, generateKeyPairSync } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { hashRecipient } from '../../worker/notifications/recipient.token'
import { mailbox, outbox, stoppedAddresses } from '../../worker/notifications/table'
import { ask, bindings, db, letters, member, send } from '../world'
import certificate from './sns-certificate'

const RESEND = { RESEND_WEBHOOK_SECRET: `whsec_${btoa('a key of Resend for tests')}` }
const POSTMARK = { POSTMARK_WEBHOOK_SECRET: 'pass word' }
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:hub'
const SES = { SES_TOPIC_ARN: TOPIC }

const post = (provider: string, body: string, headers: Record<string, string>, env: object) =>
  ask(
    `/community/mail/events/${provider}`,
    { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } },
    { env },
  )

const svix = async (body: string, at = new Date()) => {
  const time = String(Math.floor(at.getTime() / 1000))
  const bytes = (text: string) => new TextEncoder().encode(text)
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey(
    'raw',
    bytes('a key of Resend for tests'),
    hmac,
    false,
    ['sign'],
  )
  const signed = await crypto.subtle.sign('HMAC', key, bytes(`msg_1.${time}.${body}`))
  const signature = btoa(String.fromCharCode(...new Uint8Array(signed)))
  return {
    'svix-id': 'msg_1',
    'svix-timestamp': time,
    'svix-signature': `v1,${btoa('of a secret before')} v1,${signature}`,
  }
}

/** A message as Amazon SNS signs it. */
const sns = (fields: object) => {
  const message: Record<string, string> = {
    Type: 'Notification',
    MessageId: 'id-1',
    TopicArn: TOPIC,
    Timestamp: new Date().toISOString(),
    SignatureVersion: '2',
    SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    ...fields,
  }
  const names =
    message['Type'] === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
  const text = names
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('')
  const hash = message['SignatureVersion'] === '1' ? 'RSA-SHA1' : 'RSA-SHA256'
  return JSON.stringify({
    ...message,
    Signature: createSign(hash).update(text).sign(certificate.key, 'base64'),
  })
}

/** A report of each provider about an address. */
const reports = {
  resend: async (email: string, kind: 'hard' | 'soft' | 'complaint', at = new Date()) => {
    const type = kind === 'complaint' ? 'email.complained' : 'email.bounced'
    const bounce = { type: kind === 'hard' ? 'Permanent' : 'Transient', subType: 'General' }
    const body = JSON.stringify({ type, created_at: at, data: { to: [email], bounce } })
    return post('resend', body, await svix(body), RESEND)
  },
  postmark: (email: string, kind: 'hard' | 'soft' | 'complaint', at = new Date()) => {
    const body = {
      RecordType: kind === 'complaint' ? 'SpamComplaint' : 'Bounce',
      Type: { hard: 'HardBounce', soft: 'SoftBounce', complaint: 'SpamComplaint' }[kind],
      Email: email,
      BouncedAt: at,
    }
    const authorization = `Basic ${btoa('postmark:pass word')}`
    return post('postmark', JSON.stringify(body), { authorization }, POSTMARK)
  },
  ses: (email: string, kind: 'hard' | 'soft' | 'complaint', at = new Date()) => {
    const people = [{ emailAddress: email }]
    const event =
      kind === 'complaint'
        ? {
            notificationType: 'Complaint',
            complaint: { complainedRecipients: people, timestamp: at },
          }
        : {
            notificationType: 'Bounce',
            bounce: {
              bounceType: kind === 'hard' ? 'Permanent' : 'Transient',
              bouncedRecipients: people,
              timestamp: at,
            },
          }
    // SNS sends JSON as plain text.
    const headers = { 'content-type': 'text/plain; charset=UTF-8' }
    return post('ses', sns({ Message: JSON.stringify(event) }), headers, SES)
  },
}

const asked: string[] = []

beforeEach(async () => {
  await db.delete(outbox)
  await db.delete(mailbox)
  await db.delete(stoppedAddresses)
  asked.length = 0
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(String(url))
    return new Response(String(url).endsWith('.pem') ? certificate.pem : '<Confirmed/>')
  })
})

const stops = () => db.select().from(stoppedAddresses)

const signIn = async (email: string) => {
  await send('/community/sign-in/', { email })
  return (await letters()).filter(({ to }) => to === email).length
}

describe.each(Object.entries(reports))('a report of %s', (provider, report) => {
  test.each([
    ['hard', 'bounce'],
    ['complaint', 'complaint'],
  ] as const)('of a %s stops emails to the mailbox, once', async (kind, reason) => {
    const { email } = await member()
    for (let times = 0; times < 2; times++) expect((await report(email, kind)).status).toBe(204)
    expect(await stops()).toEqual([
      expect.objectContaining({
        reason,
        provider,
        recipient: await hashRecipient(bindings.HUB_SECRET!, email),
      }),
    ])
    expect(JSON.stringify(await stops())).not.toContain(email)
    // A person who asks for a link gets it, unless the address does not exist.
    expect(await signIn(email)).toBe(kind === 'hard' ? 0 : 1)
  })

  test('of a full mailbox stops nothing', async () => {
    const { email } = await member()
    expect((await report(email, 'soft')).status).toBe(204)
    expect([await stops(), await signIn(email)]).toEqual([[], 1])
  })

  test('from before a host allowed emails again changes nothing', async () => {
    const host = await member({ role: 'host' })
    const { email } = await member()
    const before = new Date(Date.now() - 60_000)
    await report(email, 'hard', before)
    const [stop] = await stops()
    const ending = `/community/desk/email/stops/${stop!.recipient}/ending`
    expect((await send(ending, {}, host)).status).toBe(303)
    expect((await report(email, 'hard', before)).status).toBe(204)
    expect(await signIn(email)).toBe(1)
  })
})

describe('a report without proof is refused and changes nothing', () => {
  const body = JSON.stringify({ type: 'email.complained', data: { to: ['rosa@example.org'] } })
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

  test.each<[string, () => Promise<{ status: number }>]>([
    ['no signature', () => post('resend', body, {}, RESEND)],
    ['an old signature', async () => post('resend', body, await svix(body, minutesAgo(6)), RESEND)],
    [
      'a signature of another body',
      async () => post('resend', `${body} `, await svix(body), RESEND),
    ],
    ['no password', () => post('postmark', '{}', {}, POSTMARK)],
    [
      'another password',
      () => post('postmark', '{}', { authorization: `Basic ${btoa('a:b')}` }, POSTMARK),
    ],
    ['another topic', () => post('ses', sns({ TopicArn: `${TOPIC}2`, Message: '{}' }), {}, SES)],
    [
      'a changed message',
      () => post('ses', sns({ Message: '{}' }).replace('id-1', 'id-2'), {}, SES),
    ],
    [
      'a certificate from elsewhere',
      () =>
        post(
          'ses',
          sns({
            Message: '{}',
            SigningCertURL: 'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem',
          }),
          {},
          SES,
        ),
    ],
    [
      'the signature of another key',
      () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
        const message = JSON.parse(sns({ Message: '{}' }))
        const signature = createSign('RSA-SHA256').update('{}').sign(privateKey, 'base64')
        return post('ses', JSON.stringify({ ...message, Signature: signature }), {}, SES)
      },
    ],
  ])('%s', async (_, report) => {
    expect((await report()).status).toBe(401)
    expect(await stops()).toEqual([])
    expect(asked.filter((url) => url.includes('evil'))).toEqual([])
  })

  test('a provider that is not set up', async () => {
    for (const provider of ['resend', 'postmark', 'ses', 'other'])
      expect((await post(provider, body, {}, {})).status).toBe(404)
  })
})

test('the subscription to the topic is confirmed, and to no other address', async () => {
  const confirm = (SubscribeURL: string) =>
    post(
      'ses',
      sns({ Type: 'SubscriptionConfirmation', Message: 'a', Token: 't', SubscribeURL }),
      {},
      SES,
    )
  const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t'
  expect((await confirm(url)).status).toBe(204)
  expect(asked).toContain(url)
  expect((await confirm('https://evil.example/')).status).toBe(400)
  expect(asked).not.toContain('https://evil.example/')
})
