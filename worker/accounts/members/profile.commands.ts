import { and, eq, gt, isNotNull, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { FORMER_HANDLE_MS, MAX_HANDLE_CHANGES } from './handle.rules'
import { erasedHandles, formerHandles, type Member, members } from './table'

/** The columns of a profile that its member can change. */
export type ProfileFields = Partial<
  Pick<Member, 'name' | 'about' | 'website' | 'isWebsiteMutual' | 'links' | 'linksDueAt' | 'handle'>
>

const since = (now: Date) => new Date(now.getTime() - FORMER_HANDLE_MS)

/** Whether a member has changed their handle as often as they may within the year. */
export const isHandleLimitReached = async (
  db: Db,
  memberId: string,
  now: Date,
): Promise<boolean> => {
  const isRecent = and(
    eq(formerHandles.memberId, memberId),
    gt(formerHandles.changedAt, since(now)),
  )
  return (await db.$count(formerHandles, isRecent)) >= MAX_HANDLE_CHANGES
}

/**
 * SQL: a value that the batch fails on (`NOT NULL`) if the member has changed their handle as often as
 * they may, the wanted one aside: several requests at once may all have read that they may.
 */
const ifBelowLimit = (memberId: string, handle: string, value: SQL) =>
  sql<string>`case when (select count(*) from former_handles f where f.member_id = ${memberId}
    and f.handle <> ${handle}) < ${MAX_HANDLE_CHANGES} then ${value} end`

/**
 * Gives a member another handle, for a batch. The batch fails if another member has it, or had it
 * within the year: it is also inserted among the former handles for a moment, where each is unique.
 * It fails, too, if the member has changed their handle too often.
 *
 * @param hash the keyed hash of the handle, by which one of an erased member is recognized
 */
export const changeHandle = (
  db: Db,
  memberId: string,
  { handle, hash }: { handle: string; hash: string },
  now: Date,
) => {
  const isOver = lte(formerHandles.changedAt, since(now))
  const isMine = eq(formerHandles.memberId, memberId)
  const isNew = eq(formerHandles.handle, handle)
  const current = db
    .select({ handle: sql`lower(${members.handle})` })
    .from(members)
    .where(eq(members.id, memberId))
  const giveUp = db
    .select({
      handle: ifBelowLimit(memberId, handle, sql`lower(${members.handle})`).as('handle'),
      memberId: members.id,
      changedAt: sql<Date>`${now.getTime()}`.as('changed_at'),
    })
    .from(members)
    .where(and(eq(members.id, memberId), sql`lower(${members.handle}) <> ${handle}`))
  return [
    db.delete(formerHandles).where(or(and(isNew, isMine), and(isMine, isOver), and(isNew, isOver))),
    // The current handle may still be an expired former handle of another member.
    db.delete(formerHandles).where(sql`${formerHandles.handle} = (${current})`),
    // An erased member's handle makes a second row of the same key, which the table refuses.
    db.insert(formerHandles).select(sql`select ${handle}, ${memberId}, ${now.getTime()}
      union all select ${handle}, ${memberId}, ${now.getTime()} from ${erasedHandles}
        where hash = ${hash} and erased_at > ${since(now).getTime()}`),
    db.insert(formerHandles).select(giveUp),
    db.update(members).set({ handle, updatedAt: now }).where(eq(members.id, memberId)),
    db.delete(formerHandles).where(isNew),
  ] as const
}

/** Saves the fields of a profile; for the batch that also changes the member’s bylines. */
export const changeProfile = (db: Db, memberId: string, fields: ProfileFields, now: Date) =>
  db
    .update(members)
    .set({ ...fields, updatedAt: now })
    .where(eq(members.id, memberId))

/** Gives an invited member, who has signed in now, their name and handle. */
export const activateInvited = (
  db: Db,
  memberId: string,
  names: Pick<Member, 'name' | 'handle'>,
  now: Date,
) =>
  db
    .update(members)
    .set({ ...names, invitedAt: null, updatedAt: now })
    .where(and(eq(members.id, memberId), isNotNull(members.invitedAt)))

/** Saves the result of checking a member’s links, unless they were changed in the meantime. */
export const changeLinks = (
  db: Db,
  { id, website, links, handle }: Member,
  result: Pick<Member, 'isWebsiteMutual' | 'links' | 'linksDueAt'>,
) =>
  db
    .update(members)
    .set(result)
    .where(
      and(
        eq(members.id, id),
        eq(members.handle, handle),
        eq(members.links, links),
        sql`${members.website} is ${website}`,
      ),
    )

/** A few members whose links are due to be checked, the longest due first. */
export const listLinksDue = (db: Db, now: Date, limit: number) =>
  db
    .select()
    .from(members)
    .where(and(isNotNull(members.linksDueAt), lte(members.linksDueAt, now)))
    .orderBy(members.linksDueAt)
    .limit(limit)

/** Claims a member’s links for this run until `until`; `undefined` if another run has claimed them. */
export const claimLinks = async (db: Db, { id, linksDueAt }: Member, until: Date) => {
  const [mine] = await db
    .update(members)
    .set({ linksDueAt: until })
    .where(
      and(eq(members.id, id), eq(members.linksDueAt, linksDueAt!), ne(members.linksDueAt, until)),
    )
    .returning()
  return mine
}

/** Shows a member in the contributors list, or hides them. */
export const changeRanking = (db: Db, memberId: string, isUnranked: boolean, now: Date) =>
  db.update(members).set({ isUnranked, updatedAt: now }).where(eq(members.id, memberId))
