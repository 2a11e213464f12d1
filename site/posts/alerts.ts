import { alertMark, type AlertStatus, type AlertUpdate } from '../contract/alerts'
import { conversationOf } from '../contract/conversation'
import type { Alert } from '../contract/hub'
import { spaces } from '../hub/settings'
import { isPublicPost, isScheduled, listAllPosts, permanentId, type Post } from './list'
import { isActiveAlert, latestUpdate, newestFirst } from './states'

/** The most updates of an alert that the Worker knows: the newest. */
const MAX_UPDATES = 50

const statusOf = ({ data }: Post) => (data.status ?? 'investigating') as AlertStatus

const toUpdate = ({ at, status, text }: { at: Date; status: AlertStatus; text: string }) => ({
  at: Number(at),
  status,
  text,
})

/** The mark of an alert's state, with which readers dismiss its banner. */
export const markOf = (post: Post): string => {
  const latest = latestUpdate(post)
  return alertMark({
    id: conversationOf(permanentId(post)),
    severity: post.data.severity ?? 'minor',
    status: statusOf(post),
    latest: latest && toUpdate(latest),
  })
}

/** Whether its banner is built into the pages: it runs, everyone may read it, and it concerns all of the hub. */
const isBuilt = (post: Post, now: Date) =>
  isActiveAlert(post, now) &&
  !isScheduled(post) &&
  isPublicPost(post) &&
  post.data.space === spaces[0]?.id

/** The alerts with a banner on the built pages, newest first. */
export const listBuiltAlerts = async (): Promise<readonly Post[]> => {
  const now = new Date()
  return (await listAllPosts()).filter((post) => isBuilt(post, now))
}

/** The alerts that are not resolved, as the Worker knows them. */
export const unresolvedAlerts = (posts: readonly Post[], now = new Date()): Alert[] =>
  posts
    .filter(({ data }) => data.kind === 'alert' && data.status !== 'resolved')
    .map((post) => ({
      id: conversationOf(permanentId(post)),
      slug: post.id,
      title: post.data.title,
      space: post.data.space,
      severity: post.data.severity ?? 'minor',
      status: statusOf(post),
      mark: markOf(post),
      ...(isBuilt(post, now) && { built: markOf(post) }),
      ...(post.data.until && post.data.until <= now && { isOver: true as const }),
      ...(isScheduled(post) && { from: Number(post.data.publish) }),
      ...(post.data.until && { until: Number(post.data.until) }),
    }))

/** The newest updates in the files of all alerts, by the ids of their conversations. */
export const updatesOfAlerts = (posts: readonly Post[]): Record<string, AlertUpdate[]> =>
  Object.fromEntries(
    posts
      .filter(({ data }) => data.kind === 'alert' && (data.updates ?? []).length > 0)
      .map((post) => [
        conversationOf(permanentId(post)),
        newestFirst(post.data.updates ?? [])
          .slice(0, MAX_UPDATES)
          .map(toUpdate),
      ]),
  )
