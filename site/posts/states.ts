import { alertStatusLabels } from '../contract/alerts'
import { ideaStatusLabels } from '../contract/vocabulary'
import type { Post } from './list'

/** The labels of statuses of alerts and ideas. */
export const statusLabels = {
  ...alertStatusLabels,
  ...ideaStatusLabels,
} as const

/** Whether an alert is current: not resolved, and not past its end. */
export const isActiveAlert = ({ data }: Post, now = new Date()) =>
  data.kind === 'alert' && data.status !== 'resolved' && (!data.until || data.until > now)

/** The latest update of an alert; undefined if there is none. */
export const latestUpdate = ({ data }: Post) => newestFirst(data.updates ?? [])[0]

/** Updates, latest first. */
export const newestFirst = <Update extends { at: Date }>(updates: readonly Update[]) =>
  updates.toSorted((one, other) => Number(other.at) - Number(one.at))
