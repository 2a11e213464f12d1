import { hmac, isHmac } from '../../lib/hmac'
import { isId } from '../../lib/id'
import type { EmailRecipient, EmailTopic } from './rules'

/** Whose emails a link in an email can stop, and what that email was about. */
export interface StopLink {
  recipient: EmailRecipient
  topic: EmailTopic
}

const signedText = (text: string) => `stop ${text}`

/**
 * The token of a link that stops emails without signing in. It does not expire: the link of an old
 * email must work. It gives no more than that, so a forwarded email gives no more either.
 */
export const stopToken = async (
  secret: string,
  { recipient, topic: { kind, conversation } }: StopLink,
): Promise<string> => {
  const text = [recipient.kind[0], recipient.id, kind, conversation.replace(':', '~')].join('.')
  return `${text}.${await hmac(secret, signedText(text))}`
}

const linkIn = (text: string): StopLink | undefined => {
  const [who, id = '', kind = '', place = ''] = text.split('.')
  if (!isId(id)) return undefined
  return {
    recipient: { kind: who === 'm' ? 'member' : 'guest', id },
    topic: { kind: kind as EmailTopic['kind'], conversation: place.replace('~', ':') },
  }
}

/** What a token stands for; `undefined` if the hub did not make it. */
export const readStopToken = async (
  secret: string,
  token: string,
): Promise<StopLink | undefined> => {
  const end = token.lastIndexOf('.')
  const text = token.slice(0, Math.max(end, 0))
  const link = linkIn(text)
  return link && (await isHmac(secret, signedText(text), token.slice(end + 1))) ? link : undefined
}
