import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../env'
import { type Member, members } from '../members/table'

/** Hosts and owners shown at once; a hub with more of them has other troubles. */
const TEAM = 200

/** Owners, then hosts, by name. */
export const listTeam = (db: Db) =>
  db
    .select()
    .from(members)
    .where(isNotNull(members.role))
    .orderBy(desc(members.role), sql`lower(${members.name})`, members.id)
    .limit(TEAM)

/** Whose address this is, for certain. */
export const findByEmail = async (db: Db, email: string): Promise<Member | undefined> =>
  (
    await db
      .select()
      .from(members)
      .where(and(eq(members.email, email), eq(members.emailVerified, true)))
      .limit(1)
  ).at(0)

export const countOwners = (db: Db): Promise<number> =>
  db.$count(members, eq(members.role, 'owner'))
