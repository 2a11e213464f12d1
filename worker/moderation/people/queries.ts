import { and, desc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { comments, removals } from '../../discussion/comments/table'
import type { Db } from '../../env'
import { grants, members } from '../../accounts/members/table'
import { log } from '../../audit/table'

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

const isBefore = (before: string | undefined): SQL | undefined =>
  before ? lt(members.id, before) : undefined

/** Members who are neither host nor owner, newest first. */
export const listNewest = (db: Db, before: string | undefined, limit: number) =>
  db
    .select()
    .from(members)
    .where(and(isNull(members.role), isBefore(before)))
    .orderBy(desc(members.id))
    .limit(limit)

/** Members among whom one search looks; it goes on from there when it is asked to. */
export const MAX_MEMBERS_SEARCHED = 5000

/** SQLite knows the case of ASCII alone: the other cases of a word are asked for by themselves. */
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
 * Those in whose name or handle a word is, newest first, and where a search among yet older members
 * would begin, if there are any.
 */
export const searchMembers = async (
  db: Db,
  word: string,
  before: string | undefined,
  limit: number,
) => {
  const looked = () =>
    db
      .select()
      .from(members)
      .where(isBefore(before))
      .orderBy(desc(members.id))
      .limit(MAX_MEMBERS_SEARCHED)
  const among = looked().as('among')
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
    db.select({ id: sql<string>`min(${ids.id})`, looked: sql<number>`count(*)` }).from(ids),
  ])
  return { found, older: last?.looked === MAX_MEMBERS_SEARCHED ? last.id : undefined }
}

/** An owner who was only ever named, by an address that may be misspelt, can not make another. */
const isOwner = and(eq(members.role, 'owner'), isNull(members.invitedAt))

/** How many owners there are who have ever come in. */
export const countOwners = (db: Db): Promise<number> => db.$count(members, isOwner)

const said = alias(comments, 'said')
const doer = alias(members, 'doer')
const about = alias(members, 'about')

/** The title of the conversation that a comment opens; nothing, where it opens none. */
export const titleOpenedBy = (comment: SQL) =>
  sql<string | null>`(select nullif(opened.title, '') from conversations opened
    where opened.opening = ${comment} and opened.merged_into is null)`.as('opened_title')

/** The record, newest first: all of it, or what one person did and what was decided about them. */
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
      // By names of their own: a batch answers in objects, in which the later of two would win.
      byName: sql<string | null>`${doer.name}`.as('by_name'),
      subjectName: sql<string | null>`${about.name}`.as('subject_name'),
      commentName: sql<string | null>`coalesce(nullif(${said.name}, ''), ${removals.name})`.as(
        'comment_name',
      ),
      openedTitle: titleOpenedBy(sql`${log.subject}`),
      // What was decided about the same since stands in the way of taking it back.
      isLast: sql`not exists (select 1 from log later
        where later.subject = ${log.subject} and later.id > ${log.id})`
        .mapWith(Boolean)
        .as('is_last'),
    })
    .from(log)
    .leftJoin(said, eq(said.id, log.subject))
    .leftJoin(removals, eq(removals.comment, log.subject))
    .leftJoin(doer, eq(doer.id, log.by))
    .leftJoin(about, eq(about.id, log.subject))
    .where(
      and(
        before ? lt(log.id, before) : undefined,
        person ? sql`${log.id} in ${idsAbout(person, before, limit)}` : undefined,
      ),
    )
    .orderBy(desc(log.id))
    .limit(limit)

/** As many of each index as a page can show: a record of years is not gone through for it. */
const idsAbout = (person: string | SQL, before = '~', limit: number) => sql`(
  select id from (select id from log where subject = ${person} and id < ${before} order by id desc limit ${limit})
  union
  select id from (select id from log where "by" = ${person} and id < ${before} order by id desc limit ${limit})
)`

export type LogEntry = Awaited<ReturnType<typeof listLog>>[number]

const granter = alias(members, 'granter')

/** All that the desk shows of a member, in one round trip. */
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

/** A member as the desk shows them. */
export type MemberDetails = NonNullable<Awaited<ReturnType<typeof findMemberDetails>>>

/** Who is which of the people in `content/people/`: the handle there, and the member's id. */
export const listPersons = (db: Db) =>
  db
    .select({ person: members.person, id: members.id, name: members.name })
    .from(members)
    .where(isNotNull(members.person))

/** A level that was given or held, whether it has ended or not. */
export const findGrant = async (db: Db, memberId: string, id: string) =>
  (
    await db
      .select()
      .from(grants)
      .where(and(eq(grants.id, id), eq(grants.memberId, memberId)))
      .limit(1)
  ).at(0)
