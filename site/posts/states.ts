import { ideaStatusLabels } from '../contract/vocabulary'
import type { Post } from './list'

/** What each status of an alert or an idea is called. */
export const statusLabels = {
  investigating: 'Investigating',
  identified: 'Cause found',
  monitoring: 'Watching',
  resolved: 'Resolved',
  ...ideaStatusLabels,
} as const

/** Whether an alert still concerns anybody: not resolved, and its time is not over. */
export const isActiveAlert = ({ data }: Post, now = new Date()) =>
  data.kind === 'alert' && data.status !== 'resolved' && (!data.until || data.until > now)

/** What was said last about an alert, or nothing yet. */
export const latestUpdate = ({ data }: Post) => newestFirst(data.updates ?? [])[0]

/** Updates, the latest on top. */
export const newestFirst = <Update extends { at: Date }>(updates: readonly Update[]) =>
  updates.toSorted((one, other) => Number(other.at) - Number(one.at))
