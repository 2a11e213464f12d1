import { hmac } from '../lib/hmac'

/**
 * Whom a letter goes to, without saying so: a keyed hash of the e-mail. By it the outbox counts the
 * letters to somebody, and takes them back when they leave.
 */
export const hashRecipient = (secret: string, email: string): Promise<string> =>
  hmac(secret, `recipient ${email}`)
