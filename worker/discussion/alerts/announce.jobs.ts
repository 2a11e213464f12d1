import type { AlertUpdate } from '../../../site/contract/alerts'
import type { Conversation } from '../../../site/contract/conversation'
import type { SendContext } from '../../notifications/jobs'

/** An alert or its update, to be announced to those who follow alerts. */
export interface AlertAnnouncement {
  alert: Conversation
  /** Undefined if the alert itself is the news. */
  update: AlertUpdate | undefined
}

/**
 * Announces an alert to its followers. The hub has no followers of alerts yet, so that there is no one
 * to write to.
 */
export const announceAlert = (
  _sending: SendContext,
  _announcement: AlertAnnouncement,
): Promise<void> => Promise.resolve()
