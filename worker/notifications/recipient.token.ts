import { hmac } from '../lib/hmac'

/**
 * A keyed hash of the recipient's email address. With it the outbox counts the emails to an address,
 * and erases them when its owner leaves, without storing the address.
 */
export const hashRecipient = (secret: string, email: string): Promise<string> =>
  hmac(secret, `recipient ${email}`)
