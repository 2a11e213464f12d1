import { hmac } from '../lib/hmac'

const GMAIL = /^(?:gmail|googlemail)\.com$/

/**
 * The mailbox of an email address: without case and without what follows a `+`; at Gmail also
 * without dots, which it ignores.
 *
 * @example mailboxOf('Ada.L+hub@googlemail.com') // => 'adal@gmail.com'
 */
export const mailboxOf = (email: string): string => {
  const [name = '', domain = ''] = email.toLowerCase().split('@')
  // A name that begins with a `+` is kept whole.
  const mailbox = name.replace(/(?<=.)\+.*/, '')
  return GMAIL.test(domain) ? `${mailbox.replaceAll('.', '')}@gmail.com` : `${mailbox}@${domain}`
}

/**
 * A keyed hash of the mailbox of the recipient. With it the outbox counts the emails to a mailbox,
 * and erases them when its owner leaves, without storing the address. One for all spellings of an
 * address, or each would have a limit of its own.
 */
export const hashRecipient = (secret: string, email: string): Promise<string> =>
  hmac(secret, `recipient ${mailboxOf(email)}`)
