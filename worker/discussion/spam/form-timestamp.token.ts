import { isHmac, hmac } from '../../lib/hmac'

/** No person writes a comment faster, and after a day a copied timestamp could be anyone's. */
const MIN_AGE_MS = 3 * 1000
const MAX_AGE_MS = 24 * 60 * 60 * 1000

const signedText = (conversation: string, second: string) => `drawn ${conversation} ${second}`

/**
 * The signed time at which a conversation's form was rendered: to the second and for no particular
 * reader, so that cached pages can contain it.
 */
export const signTimestamp = async (
  secret: string,
  conversation: string,
  now: Date,
): Promise<string> => {
  const second = Math.floor(now.getTime() / 1000).toString(36)
  return `${second}.${await hmac(secret, signedText(conversation, second))}`
}

/** The age of a form timestamp; a missing or forged one counts as old. */
export const checkTimestamp = async (
  secret: string,
  conversation: string,
  timestamp: string,
  now: Date,
): Promise<'good' | 'young' | 'old'> => {
  const [second = '', signature = ''] = timestamp.split('.')
  const age = now.getTime() - Number.parseInt(second, 36) * 1000
  if (!(age <= MAX_AGE_MS) || !(await isHmac(secret, signedText(conversation, second), signature)))
    return 'old'
  return age < MIN_AGE_MS ? 'young' : 'good'
}

/**
 * The timestamp of a form that is shown again with its faults: the first one while it is valid, so
 * that a mistake corrected within two seconds is not held.
 */
export const renewTimestamp = async (
  secret: string,
  conversation: string,
  timestamp: string | undefined,
  now: Date,
): Promise<string> =>
  timestamp && (await checkTimestamp(secret, conversation, timestamp, now)) !== 'old'
    ? timestamp
    : signTimestamp(secret, conversation, now)
