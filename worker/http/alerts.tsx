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

/** Whether the alerts that run are those that the build put into every page. */
export const areAlertsAsBuilt = ({ hub, now }: { hub: Pick<Hub, 'alerts'>; now: Date }): boolean =>
  hub.alerts.every((alert) => runs(alert, now) === (alert.from === undefined))

const Banner = ({ paths, alert, isTold }: { paths: Paths; alert: Alert; isTold: boolean }) => (
  <p class="banner" data-severity={alert.severity}>
    <Icon name="alert" />
    <span>
      <b>{severityLabels[alert.severity]}</b> <a href={paths.post(alert.slug)}>{alert.title}</a>
      {isTold && alert.update && <span class="banner-update">{alert.update}</span>}
    </span>
  </p>
)

/** The inside of their slot, as the build makes it. */
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
        <Banner paths={hub.paths} alert={alert} isTold={isAll} />
      ))}
    </aside>,
  ).toWellFormed()
}

/** Whether an alert that nobody has declared over should be by now. */
const isOverdue = ({ hub, now }: Moment): boolean =>
  hub.alerts.some(({ until = Infinity }) => until <= now.getTime())

/** On an alert's own page: that it was expected to be over, once that moment has come. */
const markOverdue = ({ now }: Moment, words: Element) => {
  if (Number(words.getAttribute('data-until')) <= now.getTime())
    words.setInnerContent('Was expected to be over by')
}

/** Whether a page says of alerts what is so now. */
const isCurrent = (moment: Moment): boolean => areAlertsAsBuilt(moment) && !isOverdue(moment)

/** A page with the alerts that run now, where those that were built into it are others. */
export const withAlerts = (c: Context<App>, page: Response): Response => {
  c.set('hasCurrentAlerts', true)
  if (isCurrent(c.var) || !isPage(page)) return page
  const told = new HTMLRewriter()
    .on(slots.alerts, {
      element: (slot) => void slot.setInnerContent(renderBanners(c.var, slot), { html: true }),
    })
    .on('[data-until]', { element: (words) => markOverdue(c.var, words) })
    .transform(page)
  told.headers.delete('etag')
  return told
}

/** Takes the banner of an alert off every page when it is over, and puts it there when it begins. */
export const alerts = createMiddleware<App>(async (c, next) => {
  await next()
  if (c.var.hasCurrentAlerts || isCurrent(c.var) || !isPage(c.res)) return
  const page = withAlerts(c, c.res)
  // Emptied first: what is put in its place takes over the headers, and with them the old etag.
  c.res = undefined
  c.res = page
})
