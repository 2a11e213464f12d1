import { and, desc, eq, isNotNull, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { guests, members } from '../../accounts/members/table'
import { log } from '../../audit/table'
import type { Db } from '../../env'
import { notifications } from '../../accounts/inbox/table'
import type { EmailRecipient } from '../../notifications/stops/rules'
import { comments, mentions } from '../comments/table'
import { conversations } from '../conversations/table'
import type { AnnouncedComment } from './events.rules'
import { announcedPosts } from './table'

const parents = alias(comments, 'p')

/** A published comment, as its notifications need it, with the id of its conversation. */
export const findAnnounced = async (
  db: Db,
  id: string,
): Promise<(AnnouncedComment & { conversation: string }) | undefined> =>
  (
    await db
      .select({
        id: comments.id,
        conversation: comments.conversation,
        memberId: comments.memberId,
        guestId: comments.guestId,
        person: comments.person,
        parentId: comments.parentId,
        opens: comments.opens,
        publishedAt: sql<Date>`coalesce(${comments.stateAt}, ${comments.writtenAt})`
          .mapWith(comments.writtenAt)
          .as('published_at'),
        parentMember: sql<string | null>`${parents.memberId}`.as('parent_member'),
        parentGuest: sql<string | null>`${parents.guestId}`.as('parent_guest'),
      })
      .from(comments)
      .leftJoin(parents, eq(parents.id, comments.parentId))
      .where(and(eq(comments.id, id), sql`+${comments.state} = 'published'`))
      .limit(1)
  ).at(0)

/** The ids of the members that a comment mentions. */
export const listMentioned = async (db: Db, comment: string): Promise<string[]> => {
  const rows = await db
    .select({ memberId: mentions.memberId })
    .from(mentions)
    .where(eq(mentions.comment, comment))
  return rows.map(({ memberId }) => memberId)
}

const accepted = alias(comments, 'a')

/** A decision of the audit log with the conversation it is about, as that is now. */
export const findDecision = async (db: Db, entry: string) =>
  (
    await db
      .select({
        act: log.act,
        by: log.by,
        at: log.at,
        subject: log.subject,
        detail: log.detail,
        conversation: sql<string>`coalesce(${accepted.conversation}, ${log.subject})`.as(
          'conversation_id',
        ),
        memberId: sql<string | null>`${accepted.memberId}`.as('author_member'),
        guestId: sql<string | null>`${accepted.guestId}`.as('author_guest'),
      })
      .from(log)
      .leftJoin(accepted, eq(accepted.id, log.subject))
      .where(eq(log.id, entry))
      .limit(1)
  ).at(0)

/** The row of a conversation. */
export const findRow = async (db: Db, id: string) =>
  (await db.select().from(conversations).where(eq(conversations.id, id)).limit(1)).at(0)

/** Notifications with the comment that they are about. */
const selectNews = (db: Db) =>
  db
    .select({
      id: notifications.id,
      event: notifications.event,
      outboxRow: notifications.outboxRow,
      conversation: notifications.conversation,
      detail: notifications.detail,
      at: notifications.at,
      readAt: notifications.readAt,
      comment: sql<string | null>`${comments.id}`.as('comment_id'),
      by: sql<string | null>`${comments.name}`.as('author'),
      html: sql<string | null>`${comments.html}`.as('comment_html'),
      opens: sql<number | null>`${comments.opens}`.as('opens_topic'),
    })
    .from(notifications)
    .leftJoin(
      comments,
      sql`${comments.id} = coalesce(${notifications.detail}, ${notifications.subject})
        and ${comments.state} = 'published'`,
    )

export type News = Awaited<ReturnType<typeof selectNews>>[number]

/** The most notifications in the emails of a run. */
const MAX_IN_EMAILS = 2000

/** What goes into the emails of outbox rows, oldest first, for a batch. */
export const selectEmailNews = (db: Db, rows: readonly string[]) =>
  selectNews(db)
    .where(
      sql`${notifications.outboxRow} in (select value from json_each(${JSON.stringify(rows)}))
        and ${notifications.isShown} = 1`,
    )
    .orderBy(notifications.id)
    .limit(MAX_IN_EMAILS)

/** A page of a member's notifications, newest first. */
export const listNews = (db: Db, memberId: string, before: string | undefined, limit: number) =>
  selectNews(db)
    .where(
      and(
        eq(notifications.memberId, memberId),
        sql`${notifications.isShown} = 1`,
        before ? lt(notifications.id, before) : undefined,
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(limit)

/** Of these ids, the members and confirmed guests who get emails, by id. */
export const listAddressees = async (
  db: Db,
  ids: readonly string[],
): Promise<Map<string, Addressee>> => {
  const asked = sql`(select value from json_each(${JSON.stringify(ids)}))`
  const [foundMembers, foundGuests] = await db.batch([
    db
      .select({ id: members.id, email: members.email })
      .from(members)
      .where(
        and(
          sql`${members.id} in ${asked}`,
          eq(members.emailVerified, true),
          eq(members.isUnmailed, false),
        ),
      ),
    db
      .select({ id: guests.id, email: guests.email })
      .from(guests)
      .where(and(sql`${guests.id} in ${asked}`, isNotNull(guests.confirmedAt))),
  ])
  return new Map<string, Addressee>([
    ...foundMembers.map((one) => [one.id, { ...one, kind: 'member' as const }] as const),
    ...foundGuests.map((one) => [one.id, { ...one, kind: 'guest' as const }] as const),
  ])
}

/** A recipient, and the address that emails go to. */
export interface Addressee extends EmailRecipient {
  email: string
}

/** Which of these posts were announced. */
export const listAnnouncedPosts = async (
  db: Db,
  posts: readonly string[],
): Promise<Set<string>> => {
  const rows = await db
    .select({ post: announcedPosts.post })
    .from(announcedPosts)
    .where(sql`${announcedPosts.post} in (select value from json_each(${JSON.stringify(posts)}))`)
  return new Set(rows.map(({ post }) => post))
}
