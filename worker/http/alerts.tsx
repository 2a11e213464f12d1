import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Alert, Hub } from '../../site/contract/hub'
import type { Paths } from '../../site/contract/paths'
import { slots } from '../../site/contract/slots'
import { bannerSeverities, severityLabels } from '../../site/contract/vocabulary'
import type { App } from '../env'
import { isPage } from './is-page'
import { Icon } from '../ui/icon'

type Moment = Pick<App['Variables'], 'hub' | 'now'>

const runs = ({ from = -Infinity, until = Infinity }: Alert, now: Date) =>
  from <= now.getTime() && now.getTime() < until

/** Whether the active alerts are those that the build put into every page. */
export const areAlertsAsBuilt = ({ hub, now }: { hub: Pick<Hub, 'alerts'>; now: Date }): boolean =>
  hub.alerts.every((alert) => runs(alert, now) === (alert.from === undefined))

const Banner = ({ paths, alert, isFull }: { paths: Paths; alert: Alert; isFull: boolean }) => (
  <p class="banner" data-severity={alert.severity}>
    <Icon name="alert" />
    <span>
      <b>{severityLabels[alert.severity]}</b> <a href={paths.post(alert.slug)}>{alert.title}</a>
      {isFull && alert.update && <span class="banner-update">{alert.update}</span>}
    </span>
  </p>
)

/** The content of the alerts slot, with the same markup as the build's. */
const renderBanners = ({ hub, now }: Moment, slot: Element): string => {
  const isAll = slot.hasAttribute('data-all')
  const except = slot.getAttribute('data-except')
  const running = hub.alerts.filter(
    (alert) =>
      runs(alert, now) &&
      alert.id !== except &&
      (isAll || bannerSeverities.includes(alert.severity)),
  )
  if (running.length === 0) return ''
  return String(
    <aside class="banners" aria-label="Active alerts">
      {running.map((alert) => (
        <Banner paths={hub.paths} alert={alert} isFull={isAll} />
      ))}
    </aside>,
  ).toWellFormed()
}

/** Whether an unresolved alert is past its expected end. */
const isOverdue = ({ hub, now }: Moment): boolean =>
  hub.alerts.some(({ until = Infinity }) => until <= now.getTime())

/** On an alert's own page: changes the label of its expected end, once that has passed. */
const markOverdue = ({ now }: Moment, label: Element) => {
  if (Number(label.getAttribute('data-until')) <= now.getTime())
    label.setInnerContent('Was expected to be over by')
}

/** Whether the built pages show the current alerts. */
const isCurrent = (moment: Moment): boolean => areAlertsAsBuilt(moment) && !isOverdue(moment)

/** The page with the current alerts, if those that were built into it differ. */
export const withAlerts = (c: Context<App>, page: Response): Response => {
  c.set('hasCurrentAlerts', true)
  if (isCurrent(c.var) || !isPage(page)) return page
  const updated = new HTMLRewriter()
    .on(slots.alerts, {
      element: (slot) => void slot.setInnerContent(renderBanners(c.var, slot), { html: true }),
    })
    .on('[data-until]', { element: (label) => markOverdue(c.var, label) })
    .transform(page)
  updated.headers.delete('etag')
  return updated
}

/** Shows the banner of an alert on every page from its start to its end, without a build. */
export const alerts = createMiddleware<App>(async (c, next) => {
  await next()
  if (c.var.hasCurrentAlerts || isCurrent(c.var) || !isPage(c.res)) return
  const page = withAlerts(c, c.res)
  // Cleared first: Hono merges the old headers into a new response, and with them the old etag.
  c.res = undefined
  c.res = page
})
