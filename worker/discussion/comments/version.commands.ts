import { desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { members } from '../../accounts/members/table'
import { versions } from './table'

export type Version = typeof versions.$inferSelect

/** The most versions on the history page: the newest. */
const MAX_SHOWN = 50

/**
 * Adds the new version of a topic, in the batch that changes it. The other statements check
 * `hasVersion`: of two changes at the same time, one is saved.
 */
export const addVersion = (db: Db, version: Version, isDecided: SQL) =>
  insertIf(db, versions, version, sql`where ${isDecided}`).returning({ id: versions.id })

/** SQL: the version was saved. */
export const hasVersion = ({ id }: Version): SQL =>
  sql`exists (select 1 from versions v where v.id = ${id})`

/** Adds the original version of a topic, together with the first changed one. */
export const addFirstVersion = (db: Db, first: Version, second: Version) =>
  addVersion(
    db,
    first,
    sql`${hasVersion(second)} and not exists (select 1 from versions v
      where v.comment = ${first.comment} and v.id <> ${second.id})`,
  )

/** The versions of a topic, newest first, with their authors; none if it was never changed. */
export const listVersions = (db: Db, comment: string) =>
  db
    .select({
      version: versions,
      name: members.name,
      handle: members.handle,
      person: members.person,
    })
    .from(versions)
    .leftJoin(members, eq(members.id, versions.by))
    .where(eq(versions.comment, comment))
    .orderBy(desc(versions.id))
    .limit(MAX_SHOWN)

/** A version with its author. */
export type VersionEntry = Awaited<ReturnType<typeof listVersions>>[number]
