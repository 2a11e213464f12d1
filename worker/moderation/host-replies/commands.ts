import { and, eq, sql } from 'drizzle-orm'
import { comments, isDelayedReply, isReleasable } from '../../discussion/comments/table'
import { isActiveHost } from '../../accounts/members/table'
import { releaseDelayed } from '../../discussion/comments/release.commands'
import { type DecisionContext, applyDecision, hasRoleNow } from '../../audit/commands'
import { newId } from '../../lib/id'
import { insertIf } from '../../lib/insert'
import { MAX_SAVED_REPLIES } from './rules'
import { type Remark, remarks, type SavedReply, savedReplies } from './table'

const HOSTS = ['host', 'owner'] as const

/**
 * Publishes a delayed reply for its author, after the delay. It is no decision about another
 * member, so the audit log has no entry.
 *
 * @returns the new id of the reply; `undefined` if something has changed since it was read
 */
export const sendDelayedReply = async (
  { db, by, now }: DecisionContext,
  id: string,
): Promise<string | undefined> => {
  const publishedId = newId(now)
  // A former or banned host must not publish in the name of the hub.
  const isReady = sql`${comments.memberId} = ${by} and ${comments.restsUntil} <= ${now.getTime()}
    and ${isActiveHost(sql`${comments.memberId}`, now)}`
  const [sent] = await db.batch(
    releaseDelayed(db, { id, as: publishedId, at: now, readBy: null }, isReady),
  )
  return (sent as unknown[]).length > 0 ? publishedId : undefined
}

/** Publishes another host's delayed reply at once; its new id, or `undefined` if it has changed. */
export const releaseForAuthor = async (
  deciding: DecisionContext,
  id: string,
): Promise<string | undefined> => {
  const { db, by, now } = deciding
  const publishedId = newId(now)
  const isAllowed = sql`${hasRoleNow(deciding, ...HOSTS)} and ${isReleasable(id, by, now)}`
  const isDone = await applyDecision(
    deciding,
    { act: 'release', subject: publishedId },
    isAllowed,
    (isDecided) => releaseDelayed(db, { id, as: publishedId, at: now, readBy: by }, isDecided),
  )
  return isDone ? publishedId : undefined
}

/** Adds a remark to a delayed reply; false if it is the same as an earlier one. */
export const createRemark = (
  deciding: DecisionContext,
  { comment, body }: Pick<Remark, 'comment' | 'body'>,
): Promise<boolean> => {
  const { db, by, now } = deciding
  const isNew = sql`not exists (
    select 1 from remarks r where r.comment = ${comment} and r.by = ${by} and r.body = ${body})`
  return applyDecision(
    deciding,
    { act: 'remark', subject: comment },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isDelayedReply(comment)} and ${isNew}`,
    (isDecided) => [
      insertIf(
        db,
        remarks,
        { id: newId(now), comment, by, body, at: now },
        sql`where ${isDecided}`,
      ),
    ],
  )
}

type SavedReplyText = Pick<SavedReply, 'title' | 'body'>

/** Adds a saved reply; false if it is there already, or there are too many. */
export const createSavedReply = (
  deciding: DecisionContext,
  { title, body }: SavedReplyText,
): Promise<boolean> => {
  const { db, by, now } = deciding
  const id = newId(now)
  const isNew = sql`not exists (
    select 1 from saved_replies s where s.title = ${title} and s.body = ${body})`
  const isBelowLimit = sql`(select count(*) from saved_replies) < ${MAX_SAVED_REPLIES}`
  return applyDecision(
    deciding,
    { act: 'saved reply', subject: id, detail: { title } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isNew} and ${isBelowLimit}`,
    (isDecided) => [
      insertIf(db, savedReplies, { id, title, body, by, changedAt: now }, sql`where ${isDecided}`),
    ],
  )
}

export const updateSavedReply = (
  deciding: DecisionContext,
  { id, title, body }: SavedReplyText & Pick<SavedReply, 'id'>,
): Promise<boolean> => {
  const { db, by, now } = deciding
  const isChange = sql`exists (select 1 from saved_replies s
    where s.id = ${id} and (s.title <> ${title} or s.body <> ${body}))`
  return applyDecision(
    deciding,
    { act: 'change of saved reply', subject: id, detail: { title } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isChange}`,
    (isDecided) => [
      db
        .update(savedReplies)
        .set({ title, body, by, changedAt: now })
        .where(and(eq(savedReplies.id, id), isDecided)),
    ],
  )
}

export const removeSavedReply = (
  deciding: DecisionContext,
  { id, title }: Pick<SavedReply, 'id' | 'title'>,
): Promise<boolean> => {
  const { db } = deciding
  const isThere = sql`exists (select 1 from saved_replies s where s.id = ${id})`
  return applyDecision(
    deciding,
    { act: 'end of saved reply', subject: id, detail: { title } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isThere}`,
    (isDecided) => [db.delete(savedReplies).where(and(eq(savedReplies.id, id), isDecided))],
  )
}
