import { and, eq, type SQL, sql } from 'drizzle-orm'
import { releaseDelayed } from '../../discussion/comments/release.commands'
import { comments } from '../../discussion/comments/table'
import { type Deciding, decide, isStill } from '../../audit/commands'
import { newId } from '../../lib/id'
import { insertIf } from '../../lib/insert'
import { MOST_SAVED } from './rules'
import { type Remark, remarks, type SavedReply, savedReplies } from './table'

const HOSTS = ['host', 'owner'] as const

/** Whoever wrote it still speaks for the hub: else it would say what nobody stands by. */
const isByHost = (now: Date): SQL => sql`exists (
  select 1 from members a where a.id = ${comments.memberId} and a.role in ('host', 'owner')
    and (a.banned_until is null or a.banned_until <= ${now.getTime()}))`

/**
 * Its author sends a reply after it has rested. It is their own, and no decision about anybody: the
 * record does not tell of it.
 *
 * @returns the id under which it appears; none, where something has changed since it was read
 */
export const sendResting = async (
  { db, by, now }: Deciding,
  id: string,
): Promise<string | undefined> => {
  const as = newId(now)
  const isTime = sql`${comments.memberId} = ${by} and ${comments.restsUntil} <= ${now.getTime()}
    and ${isByHost(now)}`
  const [sent] = await db.batch(releaseDelayed(db, { id, as, at: now, readBy: null }, isTime))
  return (sent as unknown[]).length > 0 ? as : undefined
}

const restingOf = (id: string): SQL =>
  sql`exists (select 1 from comments x where x.id = ${id} and x.state = 'held' and x.held_for = 'resting')`

/** A second host has read a reply, and lets it go at once. */
export const readAndRelease = async (
  deciding: Deciding,
  id: string,
): Promise<string | undefined> => {
  const { db, by, now } = deciding
  const as = newId(now)
  const isAllowed = sql`${isStill(deciding, ...HOSTS)} and exists (
    select 1 from comments x
      join members a on a.id = x.member_id
      join comments p on p.id = x.parent_id
      join conversations v on v.id = x.conversation
    where x.id = ${id} and x.state = 'held' and x.held_for = 'resting' and x.member_id <> ${by}
      and a.role in ('host', 'owner') and (a.banned_until is null or a.banned_until <= ${now.getTime()})
      and p.state = 'published' and v.locked_at is null)`
  const isDone = await decide(deciding, { act: 'release', subject: as }, isAllowed, (isDecided) =>
    releaseDelayed(db, { id, as, at: now, readBy: by }, isDecided),
  )
  return isDone ? as : undefined
}

/** Says something to the author of a reply that rests. The same words again are one remark. */
export const addRemark = (
  deciding: Deciding,
  { comment, body }: Pick<Remark, 'comment' | 'body'>,
): Promise<boolean> => {
  const { db, by, now } = deciding
  const isNew = sql`not exists (
    select 1 from remarks r where r.comment = ${comment} and r.by = ${by} and r.body = ${body})`
  return decide(
    deciding,
    { act: 'remark', subject: comment },
    sql`${isStill(deciding, ...HOSTS)} and ${restingOf(comment)} and ${isNew}`,
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

type Words = Pick<SavedReply, 'title' | 'body'>

/** Shares a reply with all hosts; the same again is one. */
export const addSaved = (deciding: Deciding, { title, body }: Words): Promise<boolean> => {
  const { db, by, now } = deciding
  const id = newId(now)
  const isNew = sql`not exists (
    select 1 from saved_replies s where s.title = ${title} and s.body = ${body})`
  const isRoom = sql`(select count(*) from saved_replies) < ${MOST_SAVED}`
  return decide(
    deciding,
    { act: 'saved reply', subject: id, detail: { title } },
    sql`${isStill(deciding, ...HOSTS)} and ${isNew} and ${isRoom}`,
    (isDecided) => [
      insertIf(db, savedReplies, { id, title, body, by, changedAt: now }, sql`where ${isDecided}`),
    ],
  )
}

export const changeSaved = (
  deciding: Deciding,
  { id, title, body }: Words & Pick<SavedReply, 'id'>,
): Promise<boolean> => {
  const { db, by, now } = deciding
  const isOther = sql`exists (select 1 from saved_replies s
    where s.id = ${id} and (s.title <> ${title} or s.body <> ${body}))`
  return decide(
    deciding,
    { act: 'change of saved reply', subject: id, detail: { title } },
    sql`${isStill(deciding, ...HOSTS)} and ${isOther}`,
    (isDecided) => [
      db
        .update(savedReplies)
        .set({ title, body, by, changedAt: now })
        .where(and(eq(savedReplies.id, id), isDecided)),
    ],
  )
}

export const removeSaved = (
  deciding: Deciding,
  { id, title }: Pick<SavedReply, 'id' | 'title'>,
): Promise<boolean> => {
  const { db } = deciding
  const isThere = sql`exists (select 1 from saved_replies s where s.id = ${id})`
  return decide(
    deciding,
    { act: 'end of saved reply', subject: id, detail: { title } },
    sql`${isStill(deciding, ...HOSTS)} and ${isThere}`,
    (isDecided) => [db.delete(savedReplies).where(and(eq(savedReplies.id, id), isDecided))],
  )
}
