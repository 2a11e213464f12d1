import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { grants, type Guest, guests, type Member, members } from './table'

export const findGuest = async (db: Db, id = ''): Promise<Guest | undefined> =>
  (await db.select().from(guests).where(eq(guests.id, id)).limit(1)).at(0)

export const findMember = async (db: Db, id: string): Promise<Member | undefined> =>
  (await db.select().from(members).where(eq(members.id, id)).limit(1)).at(0)

/** The member who has confirmed this address, for a batch. */
export const selectMemberByEmail = (db: Db, email: string) =>
  db
    .select()
    .from(members)
    .where(and(eq(members.email, email.toLowerCase()), eq(members.emailVerified, true)))
    .limit(1)

/** The member who has confirmed this address. */
export const findMemberByEmail = async (db: Db, email: string): Promise<Member | undefined> =>
  (await selectMemberByEmail(db, email)).at(0)

/** The member with this address, confirmed or not. */
export const findMemberByAnyEmail = async (db: Db, email: string): Promise<Member | undefined> =>
  (await db.select().from(members).where(eq(members.email, email.toLowerCase())).limit(1)).at(0)

/** The levels that hosts gave a member or hold them at, with reasons, newest first; not ended ones. */
export const listGrants = (db: Db, memberId: string) =>
  db
    .select({
      kind: grants.kind,
      level: grants.level,
      reason: grants.reason,
      grantedAt: grants.grantedAt,
    })
    .from(grants)
    .where(and(eq(grants.memberId, memberId), isNull(grants.endedAt)))
    .orderBy(desc(grants.id))

/** The names of members, by id. */
export const listMemberNames = async (
  db: Db,
  ids: readonly string[],
): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(sql`${members.id} in (select value from json_each(${JSON.stringify(ids)}))`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
