import type { Context } from 'hono'
import type { Alert } from '../../../site/contract/hub'
import { postAlertUpdate, withdrawAlertUpdate } from '../../discussion/alerts/commands'
import {
  type AlertUpdateFault,
  alertUpdateForm,
  type AlertUpdateInput,
} from '../../discussion/alerts/form'
import { deskAlertMessages } from '../../discussion/alerts/messages'
import {
  findAlertUpdate,
  forgetDeskUpdates,
  listPostedUpdates,
} from '../../discussion/alerts/queries'
import { listOpenAlerts } from '../../discussion/alerts/rules'
import { isSameUpdate } from '../../../site/contract/alerts'
import type { App } from '../../env'
import { showMissing, showPage } from '../../http/layout'
import { newRouter } from '../../http/router'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { decisionContextIn } from '../desk/context.middleware'
import { AlertPage, AlertsPage } from './view'

/** `/desk/alerts/`: hosts post updates of alerts. */
export const deskAlerts = newRouter()

deskAlerts.get('/', (c) => {
  const { hub, now } = c.var
  return showPage(c, {
    title: 'Alerts · Desk',
    children: <AlertsPage hub={hub} now={now} alerts={listOpenAlerts(hub, now)} />,
  })
})

const alertIn = (c: Context<App>): Alert | undefined =>
  listOpenAlerts(c.var.hub, c.var.now).find(({ slug }) => slug === c.req.param('slug'))

interface FormState {
  typed?: AlertUpdateInput
  faults?: readonly AlertUpdateFault[]
  preview?: { status: Alert['status']; text: string }
}

/** The updates of an alert from the desk that its file does not have. */
const listMissing = async (c: Context<App>, { id }: Alert) => {
  const written = c.var.hub.alertUpdates[id] ?? []
  const posted = await withDeadline('read', listPostedUpdates(c.var.db, id))
  return posted.filter(
    ({ update }) =>
      !written.some((each) => isSameUpdate(each, { ...update, at: update.at.getTime() })),
  )
}

const DONE: Record<string, string> = {
  posted: deskAlertMessages.posted,
  withdrawn: deskAlertMessages.withdrawn,
}

const showAlert = async (c: Context<App>, alert: Alert, state: FormState = {}) => {
  const { hub, now } = c.var
  const done = DONE[c.req.query('done') ?? '']
  const posted = await listMissing(c, alert)
  return showPage(c, {
    title: `${alert.title} · Desk`,
    status: state.faults ? 422 : 200,
    children: (
      <AlertPage hub={hub} now={now} alert={alert} posted={posted} done={done} {...state} />
    ),
  })
}

deskAlerts.get('/:slug/', (c) => {
  const alert = alertIn(c)
  return alert ? showAlert(c, alert) : showMissing(c)
})

const redirect = (c: Context<App>, { slug }: Alert, done: string) =>
  c.redirect(`${c.var.hub.paths.deskAlert(slug)}?done=${done}`, 303)

/** Posts an update, or shows it without posting. */
deskAlerts.post('/:slug/', async (c) => {
  const alert = alertIn(c)
  if (!alert) return showMissing(c)
  const typed = alertUpdateForm.read(await c.req.arrayBuffer())
  const { values, faults } = alertUpdateForm.check(typed)
  if (faults) return showAlert(c, alert, { typed, faults })
  const { preview: isPreview, ...update } = values
  if (isPreview) return showAlert(c, alert, { typed, preview: update })
  const posting = postAlertUpdate(await decisionContextIn(c), { alert: alert.id, ...update })
  const id = await withDeadline('write', posting)
  forgetDeskUpdates()
  if (id) c.executionCtx.waitUntil(c.var.sendOutbox(id))
  return redirect(c, alert, 'posted')
})

/** Withdraws an update from the desk; does nothing if that is done already, or the file has it. */
deskAlerts.post('/:slug/updates/:id/withdrawal', async (c) => {
  const alert = alertIn(c)
  const id = c.req.param('id')
  if (!alert || !isId(id)) return showMissing(c)
  const row = await withDeadline('read', findAlertUpdate(c.var.db, id))
  if (row?.alert === alert.id)
    await withDeadline('write', withdrawAlertUpdate(await decisionContextIn(c), row))
  forgetDeskUpdates()
  return redirect(c, alert, 'withdrawn')
})
