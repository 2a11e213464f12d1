import { and, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { comments, removals } from '../../discussion/comments/table'
import type { Db } from '../../env'
import { grants, members } from '../../accounts/members/table'
import { entryIdsAbout, hasLaterEntry, log } from '../../audit/table'
import { titleOpenedBy } from '../../discussion/conversations/table'

/** The most hosts and owners shown. */
const MAX_TEAM = 200

/** Owners, then hosts, by name. */
export const listTeam = (db: Db) =>
  db
    .select()
    .from(members)
    .where(isNotNull(members.role))
    .orderBy(desc(members.role), sql`lower(${members.name})`, members.id)
    .limit(MAX_TEAM)

const isBefore = (before: string | undefined): SQL | undefined =>
  before ? lt(members.id, before) : undefined

/** Members who are neither host nor owner, newest first. */
export const listNewestMembers = (db: Db, before: string | undefined, limit: number) =>
  db
    .select()
    .from(members)
    .where(and(isNull(members.role), isBefore(before)))
    .orderBy(desc(members.id))
    .limit(limit)

/** The most members that one search reads; the next page continues from there. */
export const MAX_MEMBERS_SEARCHED = 5000

/** The word in lower, upper and title case: SQLite folds the case of ASCII only. */
const casesOf = (word: string) =>
  new Set([
    word.toLowerCase(),
    word.toUpperCase(),
    word.replace(
      /\p{L}+/gu,
      ([first = '', ...rest]) => first.toUpperCase() + rest.join('').toLowerCase(),
    ),
  ])

/**
 * Members whose name or handle contains a word, newest first; `older` is where a search among older
 * members begins, if there are any.
 */
export const searchMembers = async (
  db: Db,
  word: string,
  before: string | undefined,
  limit: number,
) => {
  const newest = () =>
    db
      .select()
      .from(members)
      .where(isBefore(before))
      .orderBy(desc(members.id))
      .limit(MAX_MEMBERS_SEARCHED)
  const among = newest().as('among')
  const isIn = [...casesOf(word)].flatMap((one) => [
    sql`instr(${among.name}, ${one}) > 0`,
    sql`instr(lower(${among.name}), ${one}) > 0`,
    sql`instr(lower(${among.handle}), ${one}) > 0`,
  ])
  const ids = db
    .select({ id: members.id })
    .from(members)
    .where(isBefore(before))
    .orderBy(desc(members.id))
    .limit(MAX_MEMBERS_SEARCHED)
    .as('ids')
  const [found, [last]] = await db.batch([
    db
      .select()
      .from(among)
      .where(or(...isIn))
      .orderBy(desc(among.id))
      .limit(limit),
    db.select({ id: sql<string>`min(${ids.id})`, searched: sql<number>`count(*)` }).from(ids),
  ])
  return { found, older: last?.searched === MAX_MEMBERS_SEARCHED ? last.id : undefined }
}

/** Without invited owners: their address may be misspelled, so no one could make another owner. */
const isOwner = and(eq(members.role, 'owner'), isNull(members.invitedAt))

/** The number of owners who have signed in. */
export const countOwners = (db: Db): Promise<number> => db.$count(members, isOwner)

const subjectComment = alias(comments, 'said')
const doer = alias(members, 'doer')
const subjectMember = alias(members, 'about')

/** The audit log, newest first: all of it, or the decisions by and about one person. */
export const listLog = (
  db: Db,
  {
    person,
    before,
    limit,
  }: { person?: string | SQL | undefined; before?: string | undefined; limit: number },
) =>
  db
    .select({
      entry: log,
      // Distinct aliases: a batch returns objects, in which the later of two equal names wins.
      byName: sql<string | null>`${doer.name}`.as('by_name'),
      subjectName: sql<string | null>`${subjectMember.name}`.as('subject_name'),
      commentName: sql<
        string | null
      >`coalesce(nullif(${subjectComment.name}, ''), ${removals.name})`.as('comment_name'),
      openedTitle: titleOpenedBy(sql`${log.subject}`),
      // A later decision about the same subject prevents an undo.
      isLast: sql`not ${hasLaterEntry()}`.mapWith(Boolean).as('is_last'),
    })
    .from(log)
    .leftJoin(subjectComment, eq(subjectComment.id, log.subject))
    .leftJoin(removals, eq(removals.comment, log.subject))
    .leftJoin(doer, eq(doer.id, log.by))
    .leftJoin(subjectMember, eq(subjectMember.id, log.subject))
    .where(
      and(
        before ? lt(log.id, before) : undefined,
        person ? sql`${log.id} in ${entryIdsAbout(person, before, limit)}` : undefined,
      ),
    )
    .orderBy(desc(log.id))
    .limit(limit)

export type LogEntry = Awaited<ReturnType<typeof listLog>>[number]

const granter = alias(members, 'granter')

/** A member with active grants and their latest log entries; `undefined` if there is none. */
export const findMemberDetails = async (db: Db, id: string, entries: number) => {
  const [[member], given, decided, [counted]] = await db.batch([
    db.select().from(members).where(eq(members.id, id)).limit(1),
    db
      .select({ grant: grants, byName: sql<string | null>`${granter.name}`.as('by_name') })
      .from(grants)
      .leftJoin(granter, eq(granter.id, grants.grantedBy))
      .where(and(eq(grants.memberId, id), isNull(grants.endedAt)))
      .orderBy(desc(grants.id)),
    listLog(db, { person: id, limit: entries }),
    db
      .select({ owners: sql<number>`count(*)` })
      .from(members)
      .where(isOwner),
  ])
  return member && { member, given, decided, owners: counted?.owners ?? 0 }
}

export type MemberDetails = NonNullable<Awaited<ReturnType<typeof findMemberDetails>>>

/** The members that are linked to a person in `content/people/`. */
export const listLinkedMembers = (db: Db) =>
  db
    .select({ person: members.person, id: members.id, name: members.name })
    .from(members)
    .where(isNotNull(members.person))

/** A grant or limit of a member, ended or not. */
export const findGrant = async (db: Db, memberId: string, id: string) =>
  (
    await db
      .select()
      .from(grants)
      .where(and(eq(grants.id, id), eq(grants.memberId, memberId)))
      .limit(1)
  ).at(0)
