import type { Severity } from './vocabulary'

/** The status of an alert. */
export const alertStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const
export type AlertStatus = (typeof alertStatuses)[number]

/** What each status is called. */
export const alertStatusLabels: Readonly<Record<AlertStatus, string>> = {
  investigating: 'Investigating',
  identified: 'Cause found',
  monitoring: 'Watching',
  resolved: 'Resolved',
}

/** An entry of an alert's timeline; `at` is in epoch milliseconds. */
export interface AlertUpdate {
  at: number
  status: AlertStatus
  text: string
}

/** An update that a host posted from the desk. */
export interface DeskUpdate extends AlertUpdate {
  id: string
  /** The id of the alert's conversation. */
  alert: string
}

const MINUTE_MS = 60_000

const wordsOf = (text: string) => text.replace(/\s+/g, ' ').trim()

/**
 * Whether both are the same update: the same words in the same minute, since files name times by the
 * minute.
 */
export const isSameUpdate = (one: AlertUpdate, other: AlertUpdate): boolean =>
  Math.floor(one.at / MINUTE_MS) === Math.floor(other.at / MINUTE_MS) &&
  wordsOf(one.text) === wordsOf(other.text)

/** The updates of a file and those of the desk that it does not have yet, newest first. */
export const mergeUpdates = <Posted extends AlertUpdate>(
  written: readonly AlertUpdate[],
  posted: readonly Posted[],
): (AlertUpdate | Posted)[] => {
  const missing = posted.filter((each) => !written.some((other) => isSameUpdate(each, other)))
  return [...written, ...missing].toSorted((one, other) => other.at - one.at)
}

/** The updates of an alert, in its file and from the desk, newest first. */
export const listUpdatesOf = (
  {
    alertUpdates,
    deskUpdates = [],
  }: {
    alertUpdates: Readonly<Record<string, readonly AlertUpdate[]>>
    deskUpdates?: readonly DeskUpdate[] | undefined
  },
  alert: string,
) =>
  mergeUpdates(
    alertUpdates[alert] ?? [],
    deskUpdates.filter((each) => each.alert === alert),
  )

/** What of an alert makes its banner return to readers who dismissed it. */
interface AlertState {
  id: string
  severity: Severity
  status: AlertStatus
  /** The newest update. */
  latest?: AlertUpdate | undefined
}

/**
 * A short mark of an alert's state, for the cookie of readers who dismiss its banner: another one after
 * each update. A 32-bit FNV-1a hash in base 36; both halves make the same.
 */
export const alertMark = ({ id, severity, status, latest }: AlertState): string => {
  const minute = latest && Math.floor(latest.at / MINUTE_MS)
  const words = `${id}|${severity}|${status}|${minute}|${wordsOf(latest?.text ?? '')}`
  let hash = 0x811c9dc5
  for (let at = 0; at < words.length; at++)
    hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36)
}
