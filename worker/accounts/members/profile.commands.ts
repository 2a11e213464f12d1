import { and, count, eq, gt, isNotNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { FORMER_HANDLE_MS } from './handle.rules'
import { formerHandles, type Member, members } from './table'

/** What a member says of themselves. */
export type ProfileFields = Partial<
  Pick<Member, 'name' | 'about' | 'website' | 'isWebsiteMutual' | 'links' | 'linksDueAt' | 'handle'>
>

const since = (now: Date) => new Date(now.getTime() - FORMER_HANDLE_MS)

/** How many handles somebody has given up within the year. */
export const countFormerHandles = async (db: Db, memberId: string, now: Date): Promise<number> => {
  const isKept = and(eq(formerHandles.memberId, memberId), gt(formerHandles.changedAt, since(now)))
  const [row] = await db.select({ handles: count() }).from(formerHandles).where(isKept)
  return row?.handles ?? 0
}

/**
 * Gives a member another handle, for a batch. The batch fails when somebody else has it, or had it
 * within the year: for a moment it stands among the former ones too, where each is one person's.
 */
export const changeHandle = (db: Db, memberId: string, handle: string, now: Date) => {
  const isOver = lte(formerHandles.changedAt, since(now))
  const isMine = eq(formerHandles.memberId, memberId)
  const isNew = eq(formerHandles.handle, handle)
  const current = db
    .select({ handle: sql`lower(${members.handle})` })
    .from(members)
    .where(eq(members.id, memberId))
  const giveUp = db
    .select({
      handle: sql<string>`lower(${members.handle})`.as('handle'),
      memberId: members.id,
      changedAt: sql<Date>`${now.getTime()}`.as('changed_at'),
    })
    .from(members)
    .where(and(eq(members.id, memberId), sql`lower(${members.handle}) <> ${handle}`))
  return [
    db.delete(formerHandles).where(or(and(isNew, isMine), and(isMine, isOver), and(isNew, isOver))),
    // Somebody who came in may have been given one that was no longer kept.
    db.delete(formerHandles).where(sql`${formerHandles.handle} = (${current})`),
    db.insert(formerHandles).values({ handle, memberId, changedAt: now }),
    db.insert(formerHandles).select(giveUp),
    db.update(members).set({ handle, updatedAt: now }).where(eq(members.id, memberId)),
    db.delete(formerHandles).where(isNew),
  ] as const
}

/** For the batch that also changes how they sign. */
export const changeProfile = (db: Db, memberId: string, words: ProfileFields, now: Date) =>
  db
    .update(members)
    .set({ ...words, updatedAt: now })
    .where(eq(members.id, memberId))

/** Somebody who was invited has come in, and is called as they say. */
export const activateInvited = (
  db: Db,
  memberId: string,
  called: Pick<Member, 'name' | 'handle'>,
  now: Date,
) =>
  db
    .update(members)
    .set({ ...called, invitedAt: null, updatedAt: now })
    .where(and(eq(members.id, memberId), isNotNull(members.invitedAt)))

/** What the hub found behind a member's links; only while they are still the ones it looked at. */
export const changeLinks = (
  db: Db,
  { id, website, links, handle }: Member,
  found: Pick<Member, 'isWebsiteMutual' | 'links' | 'linksDueAt'>,
) =>
  db
    .update(members)
    .set(found)
    .where(
      and(
        eq(members.id, id),
        eq(members.handle, handle),
        eq(members.links, links),
        sql`${members.website} is ${website}`,
      ),
    )

/** A few members whose links are to be looked at by now, the longest due first. */
export const listLinksDue = (db: Db, now: Date, limit: number) =>
  db
    .select()
    .from(members)
    .where(and(isNotNull(members.linksDueAt), lte(members.linksDueAt, now)))
    .orderBy(members.linksDueAt)
    .limit(limit)

/** Takes a member's links for looking at; nobody else looks at them before `until`. */
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

/** Lets a member be among the contributors, or stay out of them. */
export const changeRanking = (db: Db, memberId: string, isUnranked: boolean, now: Date) =>
  db.update(members).set({ isUnranked, updatedAt: now }).where(eq(members.id, memberId))
