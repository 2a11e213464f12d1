import { alertStatusLabels, type AlertUpdate } from '../../site/contract/alerts'
import type { Alert, Hub } from '../../site/contract/hub'
import { severityLabels } from '../../site/contract/vocabulary'
import { When } from './time'

interface StateProps {
  hub: Hub
  alert: Alert
  updates: readonly AlertUpdate[]
}

/** The status of an alert with its newest update, with the same markup as the build's. */
export const AlertState = ({ hub, alert, updates: [update] }: StateProps) => (
  <>
    <p class="alert-state">
      <span class="alert-severity">{severityLabels[alert.severity]}</span>
      <strong>{alertStatusLabels[alert.status]}</strong>
      {update && (
        <span>
          as of <When hub={hub} at={new Date(update.at)} />
        </span>
      )}
    </p>
    {update && (
      <p class="alert-latest" dir="auto">
        {update.text}
      </p>
    )}
  </>
)

/** The timeline of an alert, with the same markup as the build's. */
export const AlertTimeline = ({
  hub,
  updates,
  title = 'Timeline',
}: Omit<StateProps, 'alert'> & { title?: string }) => (
  <section class="timeline" aria-labelledby="timeline-title">
    <h2 id="timeline-title">{title}</h2>
    <ol reversed>
      {updates.map(({ at, status, text }) => (
        <li data-status={status}>
          <p class="timeline-head">
            <strong>{alertStatusLabels[status]}</strong> <When hub={hub} at={new Date(at)} />
          </p>
          <p dir="auto">{text}</p>
        </li>
      ))}
    </ol>
  </section>
)
