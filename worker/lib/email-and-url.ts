/** The longest website, in characters. */
export const WEBSITE_LIMIT = 300

/** The longest email address that can be delivered (RFC 5321), in bytes. */
export const EMAIL_LIMIT = 254

export type WebsiteFault = 'too-long' | 'credentials' | 'not-web'
export type EmailFault = 'empty' | 'too-long' | 'malformed'

/** A host name of public DNS, as the URL parser writes it. */
const HOST = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?:[a-z]{2,63}|xn--[a-z\d-]{1,59})$/

/** `mailto:` and `javascript:`, but not `example.com:8080`. */
const OTHER_SCHEME = /^(?!https?:)[a-z][a-z\d+.-]*:(?!\d)/i

/** The part before the @, without quotes: RFC 5322's dot-atom, in any script (RFC 6532). */
const MAILBOX =
  /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u

/** Why this is not the address of a website, or `undefined` if it is one or empty. */
export const websiteFault = (text: string): WebsiteFault | undefined => {
  const typed = text.trim()
  if (!typed) return undefined
  if (typed.length > WEBSITE_LIMIT) return 'too-long'
  if (/[\s\p{C}\\]/u.test(typed) || OTHER_SCHEME.test(typed)) return 'not-web'
  const url = webAddress(typed)
  if (!url) return 'not-web'
  if (url.username || url.password) return 'credentials'
  if (!HOST.test(url.hostname)) return 'not-web'
  return url.href.length > WEBSITE_LIMIT ? 'too-long' : undefined
}

/**
 * The normalized address of a website; `undefined` if it is empty or has a fault.
 *
 * @example toWebsite('Example.com/me') // => 'https://example.com/me'
 */
export const toWebsite = (text: string): string | undefined =>
  text.trim() && !websiteFault(text) ? webAddress(text.trim())?.href : undefined

const webAddress = (typed: string): URL | null =>
  URL.parse(/^https?:/i.test(typed) ? typed : `https://${typed}`)

/** Why this is not an email address, or `undefined`. */
export const emailFault = (text: string): EmailFault | undefined => {
  if (!text.trim()) return 'empty'
  if (text.length > 2 * EMAIL_LIMIT) return 'too-long'
  const email = normalEmail(text)
  if (!email) return 'malformed'
  return new TextEncoder().encode(email).length > EMAIL_LIMIT ? 'too-long' : undefined
}

/**
 * The normalized email address, with the domain in lower case; `undefined` if it has a fault.
 *
 * @example toEmail(' Ada@Example.COM ') // => 'Ada@example.com'
 */
export const toEmail = (text: string): string | undefined =>
  emailFault(text) ? undefined : normalEmail(text)

/** Accepts only one plain `mailbox@domain`: no display name, comment, quote, list or second line. */
const normalEmail = (text: string): string | undefined => {
  if (/[\r\n]/.test(text)) return undefined
  const [mailbox = '', domain = '', ...more] = text.trim().normalize('NFC').split('@')
  if (more.length || !MAILBOX.test(mailbox) || new TextEncoder().encode(mailbox).length > 64)
    return undefined
  const host = /[\s\p{C}/\\?#:%[\]]/u.test(domain) ? '' : URL.parse(`https://${domain}`)?.hostname
  return host && HOST.test(host) ? `${mailbox}@${host}` : undefined
}
