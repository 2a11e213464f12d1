import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { alertStatusLabels, listUpdatesOf } from '../../site/contract/alerts'
import type { Alert, Hub } from '../../site/contract/hub'
import type { Paths } from '../../site/contract/paths'
import { isOpen } from '../../site/contract/permissions'
import { slots } from '../../site/contract/slots'
import { bannerSeverities, severityLabels } from '../../site/contract/vocabulary'
import type { App } from '../env'
import { AlertState, AlertTimeline } from '../ui/alert-state'
import { Icon } from '../ui/icon'
import { dismissedAlertsIn } from './alert-dismissals'
import { isPage } from './is-page'
import { logError } from './log-error'

type Moment = Pick<App['Variables'], 'hub' | 'now'>

/** Whether an alert's banner is shown at this moment. */
export const isRunning = (
  { status, from = -Infinity, until = Infinity }: Alert,
  now: Date,
): boolean => status !== 'resolved' && from <= now.getTime() && now.getTime() < until

/** Whether the banners of all pages are those that the build put into them. */
export const areAlertsAsBuilt = ({
  hub,
  now,
}: {
  hub: Pick<Hub, 'alerts' | 'spaces' | 'levels'>
  now: Date
}): boolean =>
  hub.alerts.every(
    (alert) =>
      !concernsAll(hub, alert) || alert.built === (isRunning(alert, now) ? alert.mark : undefined),
  )

/** Whether an alert concerns every page, and everyone may read it. */
const concernsAll = (hub: Pick<Hub, 'spaces' | 'levels'>, { space }: Alert) =>
  space === hub.spaces[0]?.id && isOpenSpace(hub, space)

const isOpenSpace = ({ spaces, levels }: Pick<Hub, 'spaces' | 'levels'>, id: string) =>
  spaces.some((space) => space.id === id && isOpen(space, levels))

const Banner = ({ paths, alert }: { paths: Paths; alert: Alert }) => (
  <form
    class="banner"
    method="post"
    action={paths.dismissalOfAlert(alert.mark)}
    data-severity={alert.severity}
  >
    <Icon name="alert" />
    <p>
      <b>
        <i>{severityLabels[alert.severity]} · </i>
        {alertStatusLabels[alert.status]}
      </b>{' '}
      <a href={paths.post(alert.slug)}>{alert.title}</a>
    </p>
    <button aria-label={`Dismiss: ${alert.title}`}>✕</button>
  </form>
)

/** The content of the alerts slot, with the same markup as the build's. */
const renderBanners = (paths: Paths, alerts: readonly Alert[]): string => {
  if (alerts.length === 0) return ''
  return String(
    <aside class="banners" aria-label="Active alerts">
      {alerts.map((alert) => (
        <Banner paths={paths} alert={alert} />
      ))}
    </aside>,
  ).toWellFormed()
}

/** Whether an unresolved alert has passed its expected end since the build. */
const isOverdue = ({ hub, now }: Moment): boolean =>
  hub.alerts.some(({ isOver, until = Infinity }) => !isOver && until <= now.getTime())

/** On an alert's own page: changes the label of its expected end, once that has passed. */
const markOverdue = ({ now }: Moment, label: Element) => {
  if (Number(label.getAttribute('data-until')) <= now.getTime())
    label.setInnerContent('Was expected to be over by')
}

/** The active alerts of single spaces that concern this page: of its space, or on the front page of all. */
const alertsBesides = (c: Context<App>): Alert[] => {
  const { hub, now, space } = c.var
  const isFront = new URL(c.req.url).pathname === hub.base
  return hub.alerts.filter(
    (alert) =>
      isRunning(alert, now) &&
      !concernsAll(hub, alert) &&
      (isFront || alert.space === space || alert.space === hub.spaces[0]?.id),
  )
}

/** Of these alerts, those that the viewer may read; no restricted one while the database is unavailable. */
const readableOf = async (c: Context<App>, alerts: readonly Alert[]): Promise<Alert[]> => {
  if (alerts.every(({ space }) => isOpenSpace(c.var.hub, space))) return [...alerts]
  const spaces = await c.var.readableSpaces().catch((error: unknown) => {
    logError(c, 'the alerts of restricted spaces are unavailable', error)
    return undefined
  })
  return alerts.filter(({ space }) => spaces?.includes(space) ?? isOpenSpace(c.var.hub, space))
}

/** Whether this page needs other banners or statuses than the build gave it. */
const isCurrent = (c: Context<App>): boolean =>
  areAlertsAsBuilt(c.var) &&
  !isOverdue(c.var) &&
  c.var.hub.deskUpdates === undefined &&
  alertsBesides(c).length === 0

/** The statuses of alerts on a page, with the updates from the desk. */
const showDeskUpdates = (rewriter: HTMLRewriter, hub: Hub): HTMLRewriter => {
  const changed = (hub.deskUpdates ?? []).map(({ alert }) => alert)
  const on = (name: string, change: (element: Element, alert: Alert) => void) =>
    rewriter.on(`[${name}]`, {
      element: (element) => {
        const id = element.getAttribute(name)
        const alert = hub.alerts.find((each) => each.id === id)
        if (alert && changed.includes(alert.id)) change(element, alert)
      },
    })
  const fill = (element: Element, content: unknown) =>
    void element.setInnerContent(String(content).toWellFormed(), { html: true })
  on('data-alert', (element, { status }) => void element.setAttribute('data-status', status))
  on('data-alert-status', (element, { status }) => {
    element.setAttribute('data-status', status)
    element.setInnerContent(alertStatusLabels[status])
  })
  on('data-alert-state', (element, alert) =>
    fill(element, <AlertState hub={hub} alert={alert} updates={listUpdatesOf(hub, alert.id)} />),
  )
  on('data-alert-timeline', (element, { id }) =>
    fill(element, <AlertTimeline hub={hub} updates={listUpdatesOf(hub, id)} />),
  )
  return rewriter
}

const refresh = async (c: Context<App>, page: Response, dismissed: ReadonlySet<string>) => {
  const { hub, now } = c.var
  const besides = await readableOf(c, alertsBesides(c))
  const running = hub.alerts.filter(
    (alert) =>
      !dismissed.has(alert.mark) &&
      ((concernsAll(hub, alert) && isRunning(alert, now)) || besides.includes(alert)),
  )
  const rewriter = new HTMLRewriter()
    .on(slots.alerts, {
      element: (slot) => {
        const isAll = slot.hasAttribute('data-all')
        const except = slot.getAttribute('data-except')
        const shown = running.filter(
          ({ id, severity }) => id !== except && (isAll || bannerSeverities.includes(severity)),
        )
        slot.setInnerContent(renderBanners(hub.paths, shown), { html: true })
      },
    })
    .on('[data-until]', { element: (label) => markOverdue(c.var, label) })
  return showDeskUpdates(rewriter, hub).transform(page)
}

const withoutEtag = (page: Response): Response => {
  page.headers.delete('etag')
  return page
}

/** The page with the current alerts, if those that were built into it differ. */
export const withAlerts = async (
  c: Context<App>,
  page: Response,
  dismissed: ReadonlySet<string> = new Set(),
): Promise<Response> => {
  c.set('hasCurrentAlerts', true)
  if (isCurrent(c) || !isPage(page)) return page
  return withoutEtag(await refresh(c, page, dismissed))
}

/** The page without the banners that this reader has dismissed. */
const withoutDismissed = (c: Context<App>, page: Response, dismissed: ReadonlySet<string>) => {
  const { hub } = c.var
  const actions = new Set([...dismissed].map((mark) => hub.paths.dismissalOfAlert(mark)))
  const banners = new HTMLRewriter().on('form.banner', {
    element: (banner) => {
      if (actions.has(banner.getAttribute('action') ?? '')) banner.remove()
    },
  })
  return withoutEtag(banners.transform(page))
}

/**
 * Shows the banner of an alert on every page that it concerns, from its start to its end, without a
 * build; and not to readers who dismissed it.
 */
export const alerts = createMiddleware<App>(async (c, next) => {
  await next()
  if (!isPage(c.res)) return
  const known = dismissedAlertsIn(c)
  const isDismissed = c.var.hub.alerts.some(({ mark }) => known.has(mark))
  const isFinal = c.var.hasCurrentAlerts || isCurrent(c)
  if (isFinal && !isDismissed) return
  const current = isFinal ? c.res : await withAlerts(c, c.res, known)
  const page = isFinal ? withoutDismissed(c, current, known) : current
  // Cleared first: Hono merges the old headers into a new response, and with them the old etag.
  c.res = undefined
  c.res = page
})
