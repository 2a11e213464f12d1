import type { AlertUpdate } from '../../../site/contract/alerts'
import { isId } from '../../lib/id'
import type { Job, SendContext } from '../../notifications/jobs'
import { announceAlert } from './announce.jobs'
import { findAlertUpdate } from './queries'

/**
 * The update that an outbox row is about: from the desk by its id, from the file by `<alert>@<time>`.
 * `'gone'` if it was withdrawn; `undefined` if the alert itself is the news.
 */
const findUpdate = async (
  { db, hub }: SendContext,
  alert: string,
  subject: string,
): Promise<AlertUpdate | 'gone' | undefined> => {
  if (isId(subject)) {
    const row = await findAlertUpdate(db, subject)
    return row ? { at: row.at.getTime(), status: row.status, text: row.text } : 'gone'
  }
  const at = Number(subject.slice(alert.length + 1))
  return (hub.alertUpdates[alert] ?? []).find((each) => each.at === at)
}

/** Announces an alert or its update, unless it was withdrawn or deleted before. */
export const announceNews: Job = async (sending, { subject, detail }) => {
  const id = detail?.['alert'] ?? ''
  const alert = sending.hub.conversations[id]
  if (!alert) return 'not-due'
  const update = await findUpdate(sending, id, subject)
  if (update === 'gone') return 'not-due'
  await announceAlert(sending, { alert, update })
  return 'done'
}
