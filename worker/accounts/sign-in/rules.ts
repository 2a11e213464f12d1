import type { Paths } from '../../../site/contract/paths'

/** For how long somebody stays signed in, in days. */
export const SESSION_DAYS = 30

/** For how long a mailed link is good, in minutes. */
export const LINK_MINUTES = 15

/** For how long somebody may be away at a provider, in minutes. */
export const STATE_MINUTES = 10

/** For how long a passkey may take to sign, in minutes. */
export const CHALLENGE_MINUTES = 5

/** The longest path that somebody is led back to, in characters. */
const RETURN_PATH_LIMIT = 500

const decode = (path: string) => {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** The doors themselves: whoever came back to one would go round in a circle, or out again. */
const isSignInPath = (paths: Paths, path: string) =>
  path.startsWith(paths.auth()) || path.startsWith(paths.signIn())

/**
 * The path that somebody may be led back to: the one asked for, if it is a plain path of the hub,
 * or else the front page.
 *
 * What a browser would make of it is asked of the URL parser, and must be the very text: whatever
 * that rewrites (`\`, a line feed, `/../`, another host) is somebody's trick.
 *
 * @example insideHub('//evil.example/') // => '/community/'
 */
export const safeReturnPath = (paths: Paths, path: string): string => {
  if (path.length > RETURN_PATH_LIMIT || !path.startsWith(paths.base)) return paths.base
  const url = URL.parse(path, 'https://hub.invalid')
  if (url?.host !== 'hub.invalid' || url.pathname + url.search + url.hash !== path)
    return paths.base
  const decoded = decode(url.pathname)
  if (decoded === undefined || /\/\/|[\\\p{C}]/u.test(decoded) || isSignInPath(paths, decoded))
    return paths.base
  return path
}

/** The addresses that lead nowhere end so; `.invalid` is nobody's (RFC 2606). */
const PLACEHOLDER_DOMAIN = '@nowhere.invalid'

/** The e-mail of somebody who has shown none to be theirs: it leads nowhere, and is no one else's. */
export const placeholderEmail = (id: string): string => `${id}${PLACEHOLDER_DOMAIN}`

export const isPlaceholderEmail = (email: string): boolean => email.endsWith(PLACEHOLDER_DOMAIN)

const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const SYSTEMS: [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]

const named = (list: [RegExp, string][], text: string) =>
  list.find(([pattern]) => pattern.test(text))?.[1]

/**
 * What a browser calls itself, in few words: enough to know it again, too little to tell anybody by.
 *
 * @example browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) … Firefox/140.0') // => 'Firefox on Linux'
 */
export const browserName = (userAgent: string): string => {
  const browser = named(BROWSERS, userAgent) ?? 'A browser'
  const system = named(SYSTEMS, userAgent)
  return system ? `${browser} on ${system}` : browser
}
