import { getCookie, setCookie } from 'hono/cookie'
import { safeReturnPath } from '../../accounts/sign-in/rules'
import { cookieOptions } from '../../accounts/sign-in/session.middleware'
import { slots } from '../../../site/contract/slots'
import { fragment, wantsFragment } from '../../http/fragment'
import { ALERTS_COOKIE, withDismissedAlert } from '../../http/alert-dismissals'
import { newRouter } from '../../http/router'
import { ALERT_DISMISSAL_DAYS } from './rules'

/** `/alerts/`: readers dismiss a banner. */
export const alertDismissals = newRouter()

/** The path and query of the page that sent the form, if it is on the hub's own origin. */
const pathOf = (referer: string | undefined, origins: readonly string[]): string => {
  const url = URL.parse(referer ?? '')
  return url && origins.includes(url.origin) ? url.pathname + url.search : ''
}

/**
 * Dismisses the banner of an alert until its next update, and returns to the page it was on. Only this
 * browser's cookie remembers it. A mark of no running alert changes nothing.
 */
alertDismissals.post('/:mark/dismissal', (c) => {
  const { hub, origin } = c.var
  const mark = c.req.param('mark')
  if (hub.alerts.some((alert) => alert.mark === mark)) {
    const cookie = withDismissedAlert(getCookie(c, ALERTS_COOKIE), mark, hub.alerts)
    const minutes = ALERT_DISMISSAL_DAYS * 24 * 60
    setCookie(c, ALERTS_COOKIE, cookie, cookieOptions(hub.paths, origin, { minutes }))
  }
  if (wantsFragment(c, slots.alerts)) return fragment(c, slots.alerts, '')
  const here = [origin, new URL(hub.url).origin, new URL(c.req.url).origin]
  return c.redirect(safeReturnPath(hub.paths, pathOf(c.req.header('referer'), here)), 303)
})
