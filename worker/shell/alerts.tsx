import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type Alert, graveAlerts, type Hub, paths, severityWords, slots } from '../../site/contract'
import type { App } from '../env'
import { isPage } from './page'
import { Sign } from './sign'

type Moment = Pick<App['Variables'], 'hub' | 'now'>

const runs = ({ from = -Infinity, until = Infinity }: Alert, now: Date) =>
  from <= now.getTime() && now.getTime() < until

/** Whether the alerts that run are those that the build put into every page. */
export const areAsBuilt = ({ hub, now }: { hub: Pick<Hub, 'alerts'>; now: Date }): boolean =>
  hub.alerts.every((alert) => runs(alert, now) === (alert.from === undefined))

const Banner = ({ alert, isTold }: { alert: Alert; isTold: boolean }) => (
  <p class="banner" data-severity={alert.severity}>
    <Sign name="alert" />
    <span>
      <b>{severityWords[alert.severity]}</b> <a href={paths.post(alert.slug)}>{alert.title}</a>
      {isTold && alert.update && <span class="banner-update">{alert.update}</span>}
    </span>
  </p>
)

/** The inside of their slot, as the build makes it. */
const draw = ({ hub, now }: Moment, slot: Element): string => {
  const isAll = slot.hasAttribute('data-all')
  const except = slot.getAttribute('data-except')
  const running = hub.alerts.filter(
    (alert) =>
      runs(alert, now) && alert.id !== except && (isAll || graveAlerts.includes(alert.severity)),
  )
  if (running.length === 0) return ''
  return String(
    <aside class="banners" aria-label="Running alerts">
      {running.map((alert) => (
        <Banner alert={alert} isTold={isAll} />
      ))}
    </aside>,
  ).toWellFormed()
}

/** A page with the alerts that run now, where those that were built into it are others. */
export const withAlerts = (c: Context<App>, page: Response): Response => {
  c.set('tellsAlerts', true)
  if (areAsBuilt(c.var) || !isPage(page)) return page
  const told = new HTMLRewriter()
    .on(slots.alerts, {
      element: (slot) => void slot.setInnerContent(draw(c.var, slot), { html: true }),
    })
    .transform(page)
  told.headers.delete('etag')
  return told
}

/** Takes the banner of an alert off every page when it is over, and puts it there when it begins. */
export const alerts = createMiddleware<App>(async (c, next) => {
  await next()
  if (c.var.tellsAlerts || areAsBuilt(c.var) || !isPage(c.res)) return
  const page = withAlerts(c, c.res)
  // Emptied first: what is put in its place takes over the headers, and with them the old etag.
  c.res = undefined
  c.res = page
})
