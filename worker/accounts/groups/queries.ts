import { and, asc, count, desc, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { members } from '../members/table'
import { groups, memberships, requests } from './table'

/** All groups by name, each with its number of members. */
export const listGroups = (db: Db) =>
  db
    .select({
      group: groups,
      members: sql<number>`(select count(*) from ${memberships}
        where ${memberships.groupId} = ${groups.id})`,
    })
    .from(groups)
    .orderBy(sql`lower(${groups.name})`, groups.id)

export type ListedGroup = Awaited<ReturnType<typeof listGroups>>[number]

/** A group and a page of its members, newest members first; `undefined` if there is no such group. */
export const findGroup = async (
  db: Db,
  id: string,
  { before, limit }: { before?: string | undefined; limit: number },
) => {
  const isIn = and(
    eq(memberships.groupId, id),
    before ? lt(memberships.memberId, before) : undefined,
  )
  const [[group], joined, [counted]] = await db.batch([
    db.select().from(groups).where(eq(groups.id, id)).limit(1),
    db
      .select({
        since: sql<number>`${memberships.since}`.as('joined_at'),
        member: { id: members.id, name: members.name, handle: members.handle },
      })
      .from(memberships)
      .innerJoin(members, eq(members.id, memberships.memberId))
      .where(isIn)
      .orderBy(desc(memberships.memberId))
      .limit(limit),
    db.select({ all: count() }).from(memberships).where(eq(memberships.groupId, id)),
  ])
  return group && { group, joined, all: counted?.all ?? 0 }
}

export type GroupWithMembers = NonNullable<Awaited<ReturnType<typeof findGroup>>>

/** The member with a handle, ignoring case. */
export const findMemberByHandle = async (db: Db, handle: string) =>
  (
    await db
      .select()
      .from(members)
      .where(eq(sql`lower(${members.handle})`, handle.toLowerCase()))
      .limit(1)
  ).at(0)

/** The ids of all groups. */
export const listGroupIds = async (db: Db): Promise<string[]> =>
  (await db.select({ id: groups.id }).from(groups)).map(({ id }) => id)

/** A member’s latest request for access to a space. */
export const findLastRequest = async (db: Db, memberId: string, space: string) =>
  (
    await db
      .select()
      .from(requests)
      .where(and(eq(requests.memberId, memberId), eq(requests.space, space)))
      .orderBy(desc(requests.id))
      .limit(1)
  ).at(0)

const selectRequests = (db: Db) =>
  db
    .select({
      request: requests,
      name: sql<string>`${members.name}`.as('member_name'),
      handle: sql<string>`${members.handle}`.as('member_handle'),
    })
    .from(requests)
    .innerJoin(members, eq(members.id, requests.memberId))

/** Open requests, the oldest first. */
export const listOpenRequests = (db: Db, after: string | undefined, limit: number) =>
  selectRequests(db)
    .where(and(isNull(requests.answer), after ? gt(requests.id, after) : undefined))
    .orderBy(asc(requests.id))
    .limit(limit)

/** Answered requests, the newest first. */
export const listAnsweredRequests = (db: Db, before: string | undefined, limit: number) =>
  selectRequests(db)
    .where(and(isNotNull(requests.answer), before ? lt(requests.id, before) : undefined))
    .orderBy(desc(requests.id))
    .limit(limit)

export type RequestWithMember = Awaited<ReturnType<typeof listOpenRequests>>[number]

export const findRequest = async (db: Db, id: string) =>
  (await db.select().from(requests).where(eq(requests.id, id)).limit(1)).at(0)

/** An answered request with the member’s address; `undefined` if the address is not confirmed. */
export const findAnsweredRequest = async (db: Db, id: string) =>
  (
    await db
      .select({ request: requests, email: members.email })
      .from(requests)
      .innerJoin(members, eq(members.id, requests.memberId))
      .where(and(eq(requests.id, id), isNotNull(requests.answer), eq(members.emailVerified, true)))
      .limit(1)
  ).at(0)
