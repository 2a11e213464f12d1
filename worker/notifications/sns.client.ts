import { createVerify, X509Certificate } from 'node:crypto'
import { fetchPublicPage } from '../lib/safe-fetch'

/** A message of Amazon SNS (https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html). */
export interface SnsMessage {
  Type: string
  MessageId: string
  TopicArn: string
  Message: string
  Timestamp: string
  SignatureVersion: string
  Signature: string
  SigningCertURL: string
  Subject?: string
  Token?: string
  SubscribeURL?: string
}

/** The fields that are signed, in this order, each as its name and its value on a line of its own. */
const signedFields = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
} as const

/** The text that SNS signed; `undefined` for a type that the hub has no use for. */
export const signedText = (message: SnsMessage): string | undefined =>
  signedFields[message.Type as keyof typeof signedFields]
    ?.filter((field) => message[field] !== undefined)
    .map((field) => `${field}\n${message[field]}\n`)
    .join('')

const isAmazon = (address: string): boolean => {
  const url = URL.parse(address)
  return (
    url?.protocol === 'https:' && /^sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(url.hostname)
  )
}

const fetchFile = async (address: string): Promise<string | undefined> => {
  const file = await fetchPublicPage(address, { agent: 'Porchlight', isFile: true })
  return typeof file === 'string' ? undefined : file.html
}

/** The certificates that were fetched: SNS signs with the same one for months. */
const certificates = new Map<string, string>()

const findCertificate = async (address: string): Promise<string | undefined> => {
  if (!isAmazon(address) || !new URL(address).pathname.endsWith('.pem')) return undefined
  const known = certificates.get(address) ?? (await fetchFile(address))
  if (known) certificates.clear()
  if (known) certificates.set(address, known)
  return known
}

const hashes: Record<string, string> = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' }

/**
 * Whether Amazon SNS signed a message, with a certificate from its own host
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html). Anybody's topic is
 * signed so: the caller compares the topic.
 */
export const isSignedBySns = async (message: SnsMessage): Promise<boolean> => {
  const text = signedText(message)
  const hash = hashes[message.SignatureVersion]
  if (text === undefined || !hash) return false
  const pem = await findCertificate(message.SigningCertURL)
  if (!pem) return false
  try {
    const { publicKey } = new X509Certificate(pem)
    return createVerify(hash).update(text).verify(publicKey, message.Signature, 'base64')
  } catch {
    return false
  }
}

/** Confirms the subscription to a topic; whether that worked. */
export const confirmSubscription = async ({ SubscribeURL = '' }: SnsMessage): Promise<boolean> =>
  isAmazon(SubscribeURL) && (await fetchFile(SubscribeURL)) !== undefined
