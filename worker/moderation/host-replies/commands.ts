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
 * Sends a delayed reply for its author, after the delay. It is no decision about another person, so
 * the audit log has no entry.
 *
 * @returns the id of the published reply; `undefined` if something has changed since it was read
 */
export const sendDelayedReply = async (
  { db, by, now }: DecisionContext,
  id: string,
): Promise<string | undefined> => {
  const as = newId(now)
  // A former host does not speak for the hub.
  const isTime = sql`${comments.memberId} = ${by} and ${comments.restsUntil} <= ${now.getTime()}
    and ${isActiveHost(sql`${comments.memberId}`, now)}`
  const [sent] = await db.batch(releaseDelayed(db, { id, as, at: now, readBy: null }, isTime))
  return (sent as unknown[]).length > 0 ? as : undefined
}

/**
 * Sends another host's delayed reply at once; its new id, or `undefined` if something has changed.
 */
export const releaseForAuthor = async (
  deciding: DecisionContext,
  id: string,
): Promise<string | undefined> => {
  const { db, by, now } = deciding
  const as = newId(now)
  const isAllowed = sql`${hasRoleNow(deciding, ...HOSTS)} and ${isReleasable(id, by, now)}`
  const isDone = await applyDecision(
    deciding,
    { act: 'release', subject: as },
    isAllowed,
    (isDecided) => releaseDelayed(db, { id, as, at: now, readBy: by }, isDecided),
  )
  return isDone ? as : undefined
}

/** Adds a remark to a delayed reply. The same text sent twice is one remark. */
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

/** Adds a saved reply. The same reply sent twice is one. */
export const createSavedReply = (
  deciding: DecisionContext,
  { title, body }: SavedReplyText,
): Promise<boolean> => {
  const { db, by, now } = deciding
  const id = newId(now)
  const isNew = sql`not exists (
    select 1 from saved_replies s where s.title = ${title} and s.body = ${body})`
  const isRoom = sql`(select count(*) from saved_replies) < ${MAX_SAVED_REPLIES}`
  return applyDecision(
    deciding,
    { act: 'saved reply', subject: id, detail: { title } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isNew} and ${isRoom}`,
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
  const isOther = sql`exists (select 1 from saved_replies s
    where s.id = ${id} and (s.title <> ${title} or s.body <> ${body}))`
  return applyDecision(
    deciding,
    { act: 'change of saved reply', subject: id, detail: { title } },
    sql`${hasRoleNow(deciding, ...HOSTS)} and ${isOther}`,
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
