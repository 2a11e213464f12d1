import { and, desc, eq, isNull, not, sql } from 'drizzle-orm'
import { comments } from '../comments/table'
import type { Db } from '../../env'
import { guests, members } from '../../accounts/members/table'
import { hasMemberStopped } from '../../notifications/stops/table'
import { messages } from '../../notifications/table'

/** The most messages on a page. */
const MAX_SHOWN = 20

/** A message with the recipient's verified email, and the conversation of the comment. */
export const findMessage = async (db: Db, id: string) =>
  (
    await db
      .select({
        message: messages,
        conversation: sql<string | null>`${comments.conversation}`.as('conversation'),
        email: sql<string | null>`coalesce(
          case when ${members.emailVerified} then ${members.email} end,
          case when ${guests.confirmedAt} is not null then ${guests.email} end)`.as('email'),
      })
      .from(messages)
      .leftJoin(members, eq(members.id, messages.memberId))
      .leftJoin(guests, eq(guests.id, messages.guestId))
      .leftJoin(comments, eq(comments.id, messages.comment))
      .where(eq(messages.id, id))
      .limit(1)
  ).at(0)

/** Undismissed messages about ideas, of recipients with a verified email who did not stop them. */
export const listIdeaMessages = (db: Db, ids: readonly string[]) =>
  db
    .select({ message: messages, email: members.email })
    .from(messages)
    .innerJoin(members, eq(members.id, messages.memberId))
    .where(
      and(
        sql`${messages.id} in (select value from json_each(${JSON.stringify(ids)}))`,
        isNull(messages.seenAt),
        eq(members.emailVerified, true),
        eq(members.isUnmailed, false),
        not(
          hasMemberStopped(sql`${members.id}`, {
            kind: 'idea',
            conversation: sql`${messages.conversation}`,
          }),
        ),
      ),
    )

/** A member's messages from hosts that they have not dismissed, newest first. */
export const listMessages = (db: Db, memberId: string) =>
  db
    .select({
      message: messages,
      conversation: sql<
        string | null
      >`coalesce(${messages.conversation}, ${comments.conversation})`.as('conversation_id'),
      state: sql<string | null>`${comments.state}`.as('comment_state'),
    })
    .from(messages)
    .leftJoin(comments, eq(comments.id, messages.comment))
    .where(and(eq(messages.memberId, memberId), isNull(messages.seenAt)))
    .orderBy(desc(messages.id))
    .limit(MAX_SHOWN)

/** A message on a member's own page. */
export type OwnMessage = Awaited<ReturnType<typeof listMessages>>[number]
