import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { App } from '../env'

/**
 * The cookie with the marks of dismissed alerts. The page cache ignores it: who sends no other cookie
 * of the hub gets the cached page, without those banners.
 */
export const ALERTS_COOKIE = 'hub-alerts'

/** The most marks that are remembered: the latest ones. */
const MAX_DISMISSED = 12

/** The marks in the cookie; what is no mark is ignored. */
export const readDismissed = (cookie = ''): string[] =>
  cookie.split('.', MAX_DISMISSED).filter((mark) => /^[a-z0-9]{1,7}$/.test(mark))

/** The cookie's value after a dismissal; marks of alerts that are over are dropped. */
export const withDismissedAlert = (
  cookie: string | undefined,
  mark: string,
  running: readonly { mark: string }[],
): string => {
  const others = readDismissed(cookie).filter(
    (each) => each !== mark && running.some((alert) => alert.mark === each),
  )
  return [mark, ...others].slice(0, MAX_DISMISSED).join('.')
}

/** The marks of the banners that this reader has dismissed. */
export const dismissedAlertsIn = (c: Context<App>): ReadonlySet<string> =>
  new Set(readDismissed(getCookie(c, ALERTS_COOKIE)))
