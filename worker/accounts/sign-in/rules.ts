import type { Paths } from '../../../site/contract/paths'

/** How long a session lasts, in days. */
export const SESSION_DAYS = 30

/** How long an emailed link works, in minutes. */
export const LINK_MINUTES = 15

/** How long a sign-in at a provider may take, in minutes. */
export const STATE_MINUTES = 10

/** How long a passkey may take to sign, in minutes. */
export const CHALLENGE_MINUTES = 5

/** The longest path to return to, in characters. */
const RETURN_PATH_LIMIT = 500

const decode = (path: string) => {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** Whether the path is one of signing in or out, where a redirect would loop or sign out. */
const isSignInPath = (paths: Paths, path: string) =>
  path.startsWith(paths.auth()) || path.startsWith(paths.signIn())

/**
 * The path to return to: the requested one, if it is a plain path of the hub, else the front page.
 *
 * The URL parser must not change it: what it rewrites (`\`, a line feed, `/../`, another host) is an
 * attempt at an open redirect.
 *
 * @example safeReturnPath(paths, '//evil.example/') // => '/community/'
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

/** The domain of placeholder addresses; `.invalid` never resolves (RFC 2606). */
const PLACEHOLDER_DOMAIN = '@nowhere.invalid'

/** The unique placeholder for a member without a confirmed address. */
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
 * A short name for a browser: enough for its member to recognize it, too little to identify a person.
 *
 * @example browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) … Firefox/140.0') // => 'Firefox on Linux'
 */
export const browserName = (userAgent: string): string => {
  const browser = named(BROWSERS, userAgent) ?? 'A browser'
  const system = named(SYSTEMS, userAgent)
  return system ? `${browser} on ${system}` : browser
}
