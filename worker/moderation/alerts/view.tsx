import { alertStatuses, alertStatusLabels, listUpdatesOf } from '../../../site/contract/alerts'
import type { Alert, Hub } from '../../../site/contract/hub'
import { severityLabels } from '../../../site/contract/vocabulary'
import {
  type AlertUpdateFault,
  alertUpdateForm,
  type AlertUpdateInput,
} from '../../discussion/alerts/form'
import { alertUpdateMessage, deskAlertMessages } from '../../discussion/alerts/messages'
import type { PostedUpdate } from '../../discussion/alerts/queries'
import { AlertTimeline } from '../../ui/alert-state'
import { DeskPage } from '../../ui/desk-page'
import { When } from '../../ui/time'
import { PersonLink } from '../desk/labels.view'

interface HubProps {
  hub: Hub
  now: Date
}

/** The severity and status of an alert, and whether its end has passed. */
const Facts = ({ alert, now }: { alert: Alert; now: Date }) => (
  <>
    <p>
      <span class="desk-mark" data-severity={alert.severity}>
        {severityLabels[alert.severity]}
      </span>{' '}
      <strong>{alertStatusLabels[alert.status]}</strong>
    </p>
    {(alert.until ?? Infinity) <= now.getTime() && <p class="soft">{deskAlertMessages.over}</p>}
  </>
)

const AlertRow = ({ hub, alert, now }: HubProps & { alert: Alert }) => {
  const [latest] = listUpdatesOf(hub, alert.id)
  return (
    <li>
      <h2>
        <a href={hub.paths.deskAlert(alert.slug)} dir="auto">
          {alert.title}
        </a>
      </h2>
      <Facts alert={alert} now={now} />
      {latest && (
        <p class="soft">
          Last update: <When hub={hub} at={new Date(latest.at)} />
          {'id' in latest && <>. {deskAlertMessages.waiting}.</>}
        </p>
      )}
    </li>
  )
}

/** The alerts that hosts may update. */
export const AlertsPage = ({ hub, now, alerts }: HubProps & { alerts: readonly Alert[] }) => (
  <DeskPage paths={hub.paths} here="Alerts">
    <header class="page-head">
      <h1>Alerts</h1>
      <p>{deskAlertMessages.intro}</p>
    </header>
    {alerts.length > 0 ? (
      <ul class="saved-replies">
        {alerts.map((alert) => (
          <AlertRow hub={hub} now={now} alert={alert} />
        ))}
      </ul>
    ) : (
      <p class="empty">{deskAlertMessages.none}</p>
    )}
  </DeskPage>
)

interface FormProps {
  hub: Hub
  alert: Alert
  typed?: AlertUpdateInput | undefined
  faults?: readonly AlertUpdateFault[] | undefined
}

const faultOf = (faults: readonly AlertUpdateFault[] = [], name: AlertUpdateFault['field']) => {
  const fault = faults.find(({ field }) => field === name)
  return fault && alertUpdateMessage(fault)
}

const describedBy = (id: string, fault: string | undefined, hint = '') =>
  fault
    ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-fault ${hint}`.trim() }
    : { 'aria-describedby': hint || undefined }

const Fault = ({ id, fault }: { id: string; fault: string | undefined }) =>
  fault ? (
    <span class="fault" id={`${id}-fault`}>
      {fault}
    </span>
  ) : null

const StatusField = ({ alert, typed, faults }: FormProps) => {
  const fault = faultOf(faults, 'status')
  const chosen = typed?.status ?? alert.status
  return (
    <p class="field">
      <label for="alert-status">Status</label>
      <select
        id="alert-status"
        name="status"
        autofocus={fault !== undefined}
        {...describedBy('alert-status', fault, 'alert-status-hint')}
      >
        {alertStatuses.map((each) => (
          <option value={each} selected={each === chosen}>
            {alertStatusLabels[each]}
          </option>
        ))}
      </select>
      <Fault id="alert-status" fault={fault} />
      <span class="hint" id="alert-status-hint">
        {deskAlertMessages.resolves}
      </span>
    </p>
  )
}

const TextField = ({ typed, faults }: Pick<FormProps, 'typed' | 'faults'>) => {
  const fault = faultOf(faults, 'text')
  return (
    <p class="field">
      <label for="alert-text">What is new</label>
      <textarea
        id="alert-text"
        {...alertUpdateForm.attributes('text')}
        rows={4}
        autofocus={fault !== undefined}
        {...describedBy('alert-text', fault)}
      >
        {/* A browser drops the first line feed of a text area: this one, not the author's. */}
        {`\n${typed?.text ?? ''}`}
      </textarea>
      <Fault id="alert-text" fault={fault} />
    </p>
  )
}

const UpdateForm = ({ hub, alert, ...state }: FormProps) => (
  <form class="sheet" method="post" action={hub.paths.deskAlert(alert.slug)}>
    <StatusField hub={hub} alert={alert} {...state} />
    <TextField {...state} />
    <p class="form-actions">
      <button>Post update</button>
      <button class="button-quiet" name="preview" value="1">
        Preview
      </button>
    </p>
  </form>
)

/** An update from the desk that the file does not have, with the button to withdraw it. */
const Posted = ({ hub, alert, posted }: { hub: Hub; alert: Alert; posted: PostedUpdate }) => {
  const { update, byName } = posted
  return (
    <li>
      <p>
        <strong>{alertStatusLabels[update.status]}</strong> <When hub={hub} at={update.at} />,{' '}
        <PersonLink paths={hub.paths} id={update.by} name={byName} />
      </p>
      <p class="saved-words" dir="auto">
        {update.text}
      </p>
      <form method="post" action={hub.paths.withdrawalOfUpdate(alert.slug, update.id)}>
        <button class="quiet" aria-label={`Withdraw the update “${update.text.slice(0, 60)}”`}>
          Withdraw
        </button>
      </form>
    </li>
  )
}

interface AlertPageProps extends FormProps {
  now: Date
  posted: readonly PostedUpdate[]
  /** What was just done. */
  done?: string | undefined
  /** The update to preview, which is not posted yet. */
  preview?: { status: Alert['status']; text: string } | undefined
}

/** One alert, with the form for an update, its preview, and the updates that its file does not have. */
export const AlertPage = ({ now, posted, done, preview, ...form }: AlertPageProps) => {
  const { hub, alert } = form
  return (
    <DeskPage paths={hub.paths} here="Alerts">
      {done && (
        <div class="told">
          <p role="status">{done}</p>
        </div>
      )}
      <header class="page-head">
        <h1 dir="auto">{alert.title}</h1>
        <Facts alert={alert} now={now} />
        <p>
          <a href={hub.paths.post(alert.slug)}>View the alert</a> ·{' '}
          <a href={hub.paths.deskAlerts()}>All alerts</a>
        </p>
      </header>
      {preview && (
        <div class="alert-preview" tabindex={-1} autofocus>
          <AlertTimeline hub={hub} updates={[{ ...preview, at: now.getTime() }]} title="Preview" />
        </div>
      )}
      <section aria-labelledby="post-update">
        <h2 id="post-update">Post an update</h2>
        <UpdateForm {...form} />
      </section>
      {posted.length > 0 && (
        <section aria-labelledby="posted-updates">
          <h2 id="posted-updates">{deskAlertMessages.waiting}</h2>
          <ul class="saved-replies">
            {posted.map((each) => (
              <Posted hub={hub} alert={alert} posted={each} />
            ))}
          </ul>
        </section>
      )}
    </DeskPage>
  )
}
