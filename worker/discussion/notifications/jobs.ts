import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Conversation } from '../../../site/contract/conversation'
import { notify, type NotificationRecipient } from '../../accounts/inbox/commands'
import type { Job, SendContext } from '../../notifications/jobs'
import { isPublished } from '../comments/table'
import { isFollowedByGuest, isMuted } from '../follows/table'
import { findConversation } from '../conversations/topics.queries'
import { followOwn } from '../follows/commands'
import { listFollowers } from '../follows/queries'
import { targetOf } from '../follows/rules'
import {
  type AnnouncedAct,
  announcedActs,
  type AnnouncedComment,
  decisionRecipients,
  directRecipients,
  followedTargets,
  followersAsRecipients,
  STALE_MS,
} from './events.rules'
import { queuePost, storeAnnounced } from './commands'
import {
  announcePost,
  FOLLOWERS_PER_ROW,
  onlyReaders,
  queueFollowers,
  runAll,
} from './fan-out.jobs'
import { findAnnounced, findDecision, findRow, listAnnouncedPosts, listMentioned } from './queries'
import { DAY_MS } from '../../lib/calendar'

const isAnnounced = ({ isListed, comments, mergedInto }: Conversation) =>
  isListed !== false && comments !== 'none' && !mergedInto

const rowOf = ({ id }: AnnouncedComment) => ({
  event: 'comment.news' as const,
  subject: id,
  detail: null,
})

interface Announcement {
  comment: AnnouncedComment
  conversation: Conversation
}

/** Notifies recipients of a comment, unless they wrote it or have muted its author or conversation. */
const announce = async (
  context: SendContext,
  { comment, conversation }: Announcement,
  recipients: NotificationRecipient[],
): Promise<BatchItem<'sqlite'>[]> => {
  const { db, now } = context
  const others = recipients.filter(
    ({ memberId, guestId }) =>
      !(memberId && memberId === comment.memberId) && !(guestId && guestId === comment.guestId),
  )
  const readers = await onlyReaders(context, conversation, others)
  const author = comment.memberId ? [targetOf('person', comment.memberId)] : []
  const muted = [targetOf('conversation', conversation.id), ...author]
  return notify(
    db,
    { subject: comment.id, conversation: conversation.id, space: conversation.space, now },
    readers,
    sql`${isPublished(comment.id)} and not ${isMuted(sql`r.m`, muted)}`,
  )
}

/** The first row of a comment: those it concerns, and rows for those who follow. */
const announceToAuthors = async (context: SendContext, about: Announcement) => {
  const { db, now } = context
  const { comment, conversation } = about
  const mentioned = await listMentioned(db, comment.id)
  const recipients = directRecipients(comment, conversation, mentioned)
  const { memberId } = comment
  await db.batch([
    queueFollowers(context, rowOf(comment), followedTargets(comment, conversation)),
    ...(memberId ? [followOwn(db, { memberId, conversation: conversation.id, now })] : []),
    ...(await announce(context, about, recipients)),
  ])
}

/** A further row: a page of the followers of one target. */
const announceToFollowers = async (
  context: SendContext,
  about: Announcement,
  { target = '', after = '' }: Record<string, string>,
) => {
  const { db } = context
  const { comment, conversation } = about
  const followers = await listFollowers(db, target, after, FOLLOWERS_PER_ROW)
  const last = followers.length === FOLLOWERS_PER_ROW ? followers.at(-1)!.id : undefined
  const statements = [
    ...(await announce(context, about, followersAsRecipients(followers, comment, conversation))),
    ...(last ? [queueFollowers(context, rowOf(comment), [target], last)] : []),
  ]
  await runAll(context, statements)
}

/** Outbox job: notifies those whom a published comment concerns, and those who follow it. */
export const announceComment: Job = async (context, { subject, detail }) => {
  const { db, hub, now } = context
  const comment = await findAnnounced(db, subject)
  if (!comment || now.getTime() - comment.publishedAt.getTime() > STALE_MS) return 'not-due'
  const conversation = await findConversation(db, hub, comment.conversation)
  if (!conversation || !isAnnounced(conversation)) return 'not-due'
  const about = { comment, conversation }
  await (detail ? announceToFollowers(context, about, detail) : announceToAuthors(context, about))
  return 'done'
}

/** What each decision changed, and whether it is still so: a decision may be undone by now. */
const isInEffect: Record<
  AnnouncedAct,
  (row: NonNullable<Awaited<ReturnType<typeof findRow>>>, subject: string) => boolean
> = {
  acceptance: ({ answer }, subject) => answer === subject,
  lock: ({ lockedAt }) => lockedAt !== null,
  move: () => true,
  merger: ({ mergedInto }) => mergedInto !== null,
}

const actOf = (act: string) => announcedActs.find((each) => each === act)

/** Outbox job: notifies those whom a decision of the audit log is about. */
export const announceDecision: Job = async (context, { subject: entry }) => {
  const { db, hub, now } = context
  const found = await findDecision(db, entry)
  const act = found && actOf(found.act)
  const row = found && (await findRow(db, found.conversation))
  if (!found || !act || !row || !isInEffect[act](row, found.subject)) return 'not-due'
  const conversation = await findConversation(db, hub, row.mergedInto ?? row.id)
  if (!conversation || !isAnnounced(conversation)) return 'not-due'
  const comment =
    act === 'acceptance'
      ? { id: found.subject, memberId: found.memberId, guestId: found.guestId }
      : undefined
  const target = targetOf('conversation', conversation.id)
  const recipients = decisionRecipients({ act, by: found.by, comment, startedBy: row.startedBy })
  const statements = notify(
    db,
    {
      subject: comment ? `accepted:${comment.id}` : entry,
      detail: comment?.id ?? null,
      conversation: conversation.id,
      space: conversation.space,
      now,
    },
    await onlyReaders(context, conversation, recipients),
    sql`(r.g is null or ${isFollowedByGuest(sql`r.g`, target)})
      and not ${isMuted(sql`r.m`, [target])}`,
  )
  await runAll(context, statements)
  return 'done'
}

/** A post older than this is not announced: it came with a move of the content, not as news. */
const POST_NEWS_MS = 7 * DAY_MS

/** The most new posts that a run looks at. */
const MAX_NEW_POSTS = 50

/** A hub without new posts looks once an hour whether it has begun to announce, to spare queries. */
const QUIET_MINUTE = 30

/** What a hub that begins to announce posts has stored. */
const BEGINNING = '*'

/** The posts of the last days that are no alerts, which are announced by themselves. */
const listNewPosts = ({ hub, now }: Pick<SendContext, 'hub' | 'now'>): string[] =>
  Object.values(hub.conversations)
    .filter(
      ({ kind, startedAt }) =>
        kind !== 'alert' && startedAt <= now.getTime() && startedAt > now.getTime() - POST_NEWS_MS,
    )
    .map(({ id }) => id)
    .slice(0, MAX_NEW_POSTS)

/** Announces one new post in a run. The first run of a hub only stores those that are there. */
export const announcePosts = async (context: Pick<SendContext, 'db' | 'hub' | 'now'>) => {
  const { db, now } = context
  const posts = listNewPosts(context)
  if (posts.length === 0 && now.getUTCMinutes() !== QUIET_MINUTE) return
  const known = await listAnnouncedPosts(db, [BEGINNING, ...posts])
  if (!known.has(BEGINNING)) return void (await storeAnnounced(db, [BEGINNING, ...posts], now))
  const due = posts.find((post) => !known.has(post))
  if (due) await queuePost(db, due, now)
}

/** Outbox job: notifies the followers of a new post. */
export const announcePostNews: Job = async (context, row) => {
  const conversation = context.hub.conversations[row.subject]
  if (!conversation) return 'not-due'
  await announcePost(context, row, { subject: row.subject, event: 'start', conversation })
  return 'done'
}
