import { and, desc, eq, gt, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { comments } from '../../discussion/comments/table'
import type { Db } from '../../env'
import { FORMER_HANDLE_MS } from '../../accounts/members/handle.rules'
import { formerHandles, members } from '../../accounts/members/table'

/**
 * Whose page it is: a member by handle, or a person in `content/people/` by the name of their file.
 */
export type PersonKey = { handle: string } | { person: string }

/**
 * SQL: the member of that key. Invited members who have not signed in are left out: they have
 * agreed to nothing yet.
 */
const isPerson = (who: PersonKey) =>
  and(
    'person' in who
      ? eq(members.person, who.person)
      : sql`lower(${members.handle}) = ${who.handle}`,
    isNull(members.invitedAt),
  )

const isPublished = sql`${comments.state} = 'published'`
const isFaded = sql`${comments.state} = 'faded'`

/** Comments, newest first: published by default. Held and removed ones are on no page. */
const listSaid = (
  db: Db,
  whose: SQL | undefined,
  { before, limit }: Pick<PersonQuery, 'before' | 'limit'>,
  state: SQL = isPublished,
) =>
  db
    .select({
      id: comments.id,
      conversation: comments.conversation,
      parentId: comments.parentId,
      opens: comments.opens,
      name: comments.name,
      html: comments.html,
      writtenAt: comments.writtenAt,
      revisedAt: comments.revisedAt,
    })
    .from(comments)
    .where(and(whose, state, before ? lt(comments.id, before) : undefined))
    .orderBy(desc(comments.id))
    .limit(limit)

/** A comment on the page of its author. */
export type ProfileComment = Awaited<ReturnType<typeof listSaid>>[number]

const saidBy = (db: Db, who: PersonKey) =>
  eq(
    comments.memberId,
    sql`(${db.select({ id: members.id }).from(members).where(isPerson(who)).limit(1)})`,
  )

/** SQL: comments made for the hub before its hosts had accounts. */
const saidAs = (who: PersonKey) =>
  'person' in who ? and(eq(comments.person, who.person), isNull(comments.memberId)) : sql`false`

const findMember = (db: Db, who: PersonKey) =>
  db.select().from(members).where(isPerson(who)).limit(1)

/** Who had this handle within the year. */
const findFormer = (db: Db, who: PersonKey, now: Date) =>
  db
    .select({ handle: members.handle, person: members.person })
    .from(formerHandles)
    .innerJoin(members, eq(members.id, formerHandles.memberId))
    .where(
      and(
        eq(formerHandles.handle, 'handle' in who ? who.handle : ''),
        gt(formerHandles.changedAt, new Date(now.getTime() - FORMER_HANDLE_MS)),
      ),
    )
    .limit(1)

export interface PersonQuery {
  who: PersonKey
  /** Only comments before this one, by id. */
  before?: string | undefined
  /** How many comments to read. */
  limit: number
  now: Date
  /** The member who asks: they also see their own faded comments, as if these had not faded. */
  own?: string | undefined
}

/** A person and their comments, newest first, in one round trip. */
export const findPerson = async (db: Db, { who, now, own = '', ...page }: PersonQuery) => {
  const [[member], [former], mine, ours, sunken] = await db.batch([
    findMember(db, who),
    findFormer(db, who, now),
    listSaid(db, saidBy(db, who), page),
    listSaid(db, saidAs(who), page),
    listSaid(db, and(eq(comments.memberId, own), saidBy(db, who)), page, isFaded),
  ])
  const all = [...mine, ...ours, ...sunken].toSorted((a, b) => (a.id < b.id ? 1 : -1))
  const said = all.slice(0, page.limit)
  return { member, former, said }
}
