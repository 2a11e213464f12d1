import { alertMark, type AlertUpdate } from '../../../site/contract/alerts'
import type { Conversation } from '../../../site/contract/conversation'
import type { Alert, Hub } from '../../../site/contract/hub'

/** The longest update from the desk, in characters. */
export const UPDATE_LIMIT = 1000

/** The most updates from the desk that the hub reads: the newest that no file has yet. */
export const MAX_PENDING = 100

/** For how long the same words about the same alert are one update, in milliseconds. */
export const REPEAT_MS = 10 * 60 * 1000

/** How long a dismissed banner stays away without an update, in days. */
export const ALERT_DISMISSAL_DAYS = 180

/** The alerts that hosts may update: published, and not resolved in their file. */
export const listOpenAlerts = ({ alerts }: Pick<Hub, 'alerts'>, now: Date): Alert[] =>
  alerts.filter(({ from = -Infinity }) => from <= now.getTime())

/** The published alerts among the posts, resolved ones too. */
export const listAlertPosts = ({ conversations }: Pick<Hub, 'conversations'>): Conversation[] =>
  Object.values(conversations).filter(({ kind }) => kind === 'alert')

/** An id of an update that stays the same when it is taken from the desk into the file. */
export const updateKey = (alert: string, update: AlertUpdate): string =>
  `${Math.floor(update.at / 60_000)}-${alertMark({ id: alert, severity: 'minor', status: update.status, latest: update })}`

/** What an alert says in its file: its newest update, or that it exists. */
export const newestInFile = (
  { alertUpdates }: Pick<Hub, 'alertUpdates'>,
  { id, startedAt, publishAt }: Pick<Conversation, 'id' | 'startedAt' | 'publishAt'>,
): number => alertUpdates[id]?.[0]?.at ?? publishAt ?? startedAt
