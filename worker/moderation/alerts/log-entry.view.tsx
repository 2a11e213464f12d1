import type { Child } from 'hono/jsx'
import { type AlertStatus, alertStatusLabels } from '../../../site/contract/alerts'
import type { Hub } from '../../../site/contract/hub'
import type { LogRow } from '../../audit/table'
import { conversationById } from '../../discussion/conversations/rules'

type AlertLogEntry = Pick<LogRow, 'subject' | 'detail'>

const Title = ({ hub, entry }: { hub: Hub; entry: AlertLogEntry }) => {
  const alert = conversationById(hub, entry.subject)
  return alert ? (
    <a href={hub.paths.conversation(alert)} dir="auto">
      {alert.title}
    </a>
  ) : (
    <>an alert</>
  )
}

const statusIn = ({ detail }: AlertLogEntry) =>
  alertStatusLabels[detail?.['status'] as AlertStatus] ?? ''

/** What the audit log says after the name of a host, by act. */
export const alertActions: Readonly<Record<string, (entry: AlertLogEntry, hub: Hub) => Child>> = {
  'alert update': (entry, hub) => (
    <>
      posted an update of <Title hub={hub} entry={entry} /> ({statusIn(entry)})
    </>
  ),
  'withdrawal of alert update': (entry, hub) => (
    <>
      withdrew an update of <Title hub={hub} entry={entry} /> ({statusIn(entry)})
    </>
  ),
}
