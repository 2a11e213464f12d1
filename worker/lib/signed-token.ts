import { isId } from './id'
import { isHmac, hmac } from './hmac'

/** The recipient of an emailed token. */
interface Recipient {
  id: string
  email: string
}

const signedText = (purpose: string, { id, email }: Recipient, until: string) =>
  `${purpose} ${id} ${until} ${email}`

/**
 * A token for an emailed link: the recipient's id, its expiry, and an HMAC of both, of the email
 * address and of the purpose. It need not be stored.
 *
 * @param lifetimeMs how long it is valid
 */
export const createToken = async (
  secret: string,
  purpose: string,
  recipient: Recipient,
  lifetimeMs: number,
  now: Date,
): Promise<string> => {
  const until = (now.getTime() + lifetimeMs).toString(36)
  return `${recipient.id}.${until}.${await hmac(secret, signedText(purpose, recipient, until))}`
}

/** The id in a token, which is not verified yet; `undefined` if there is none. */
export const idInToken = (token: string): string | undefined => {
  const [id = ''] = token.split('.')
  return isId(id) ? id : undefined
}

/** Whether the hub made this token for this purpose and recipient, and it has not expired. */
export const isToken = async (
  secret: string,
  purpose: string,
  recipient: Recipient,
  token: string,
  now: Date,
): Promise<boolean> => {
  const [, until = '', signature = ''] = token.split('.')
  if (!(Number.parseInt(until, 36) > now.getTime())) return false
  return isHmac(secret, signedText(purpose, recipient, until), signature)
}
