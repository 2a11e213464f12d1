import { isHmac, hmac } from '../../lib/hmac'

/** Nobody writes a comment in less, in milliseconds; and a form that was open for longer is anybody's. */
const SOONEST = 3 * 1000
const LATEST = 24 * 60 * 60 * 1000

const sealed = (conversation: string, second: string) => `drawn ${conversation} ${second}`

/**
 * When a conversation's form was drawn, under the hub's seal: to the second and for nobody in
 * particular, so that a page that is kept for everybody can carry it.
 */
export const signTimestamp = async (
  secret: string,
  conversation: string,
  now: Date,
): Promise<string> => {
  const second = Math.floor(now.getTime() / 1000).toString(36)
  return `${second}.${await hmac(secret, sealed(conversation, second))}`
}

/** What a stamp tells; one that is missing or forged tells as little as an old one. */
export const checkTimestamp = async (
  secret: string,
  conversation: string,
  stamp: string,
  now: Date,
): Promise<'good' | 'young' | 'old'> => {
  const [second = '', mark = ''] = stamp.split('.')
  const age = now.getTime() - Number.parseInt(second, 36) * 1000
  if (!(age <= LATEST) || !(await isHmac(secret, sealed(conversation, second), mark))) return 'old'
  return age < SOONEST ? 'young' : 'good'
}

/**
 * The stamp of a form that is drawn again, for words that were not taken yet: the first one, while it
 * is good for something, so that a slip set right in two seconds is not held.
 */
export const renewTimestamp = async (
  secret: string,
  conversation: string,
  stamp: string | undefined,
  now: Date,
): Promise<string> =>
  stamp && (await checkTimestamp(secret, conversation, stamp, now)) !== 'old'
    ? stamp
    : signTimestamp(secret, conversation, now)
