import { desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { members } from '../../accounts/members/table'
import { versions } from './table'

export type Version = typeof versions.$inferSelect

/** The most versions that a page of history shows: the newest. */
const SHOWN = 50

/**
 * Keeps what a topic says from now on, in the batch that says it. All else in that batch may ask
 * whether this version is there: of two changes at once one gets it.
 */
export const addVersion = (db: Db, version: Version, isDecided: SQL) =>
  insertIf(db, versions, version, sql`where ${isDecided}`).returning({ id: versions.id })

/** Whether a version was kept. */
export const hasVersion = ({ id }: Version): SQL =>
  sql`exists (select 1 from versions v where v.id = ${id})`

/** Keeps what a topic said at first, beside the first version that says something else. */
export const addFirstVersion = (db: Db, first: Version, second: Version) =>
  addVersion(
    db,
    first,
    sql`${hasVersion(second)} and not exists (select 1 from versions v
      where v.comment = ${first.comment} and v.id <> ${second.id})`,
  )

/** What a topic said, the newest first, with who wrote it; nothing for one that never changed. */
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
    .limit(SHOWN)

/** A version as its page shows it. */
export type VersionEntry = Awaited<ReturnType<typeof listVersions>>[number]
