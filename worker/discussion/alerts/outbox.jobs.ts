import type { AlertUpdate } from '../../../site/contract/alerts'
import { isId } from '../../lib/id'
import type { Job, SendContext } from '../../notifications/jobs'
import { announcePost } from '../notifications/fan-out.jobs'
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
export const announceNews: Job = async (sending, row) => {
  const id = row.detail?.['alert'] ?? ''
  const alert = sending.hub.conversations[id]
  if (!alert) return 'not-due'
  const update = await findUpdate(sending, id, row.subject)
  if (update === 'gone') return 'not-due'
  const news = { subject: row.subject, event: 'alert', conversation: alert } as const
  await announcePost(sending, row, { ...news, text: update?.text })
  return 'done'
}
