import { and, eq, isNull, sql } from 'drizzle-orm'
import { contributions } from '../../site/contract'
import type { Db } from '../env'
import { members } from '../members/table'
import { standings, uses } from './table'

/** Over which time somebody's points are counted. */
export type Term = 'recent' | 'ever'

const columns = {
  id: members.id,
  handle: members.handle,
  name: members.name,
  about: members.about,
  website: members.website,
  level: members.level,
  person: members.person,
  recent: standings.recent,
  ever: standings.ever,
  givers: standings.givers,
}

/** Whoever may stand among the contributors: hosts work for the hub, and anybody may stay out. */
const isRanked = (now: Date) =>
  and(
    isNull(members.role),
    eq(members.isUnranked, false),
    sql`coalesce(${members.bannedUntil}, 0) <= ${now.getTime()}`,
  )

interface Asked {
  /** The tag with which they helped; without it, all that they did. */
  tag?: string
  term?: Term
  limit: number
  now: Date
}

/** Those who helped most, first the one with most points. */
export const listContributors = (db: Db, { tag = '', term = 'recent', limit, now }: Asked) =>
  db
    .select(columns)
    .from(standings)
    .innerJoin(members, eq(members.id, standings.memberId))
    .where(and(eq(standings.tag, tag), sql`${standings[term]} > 0`, isRanked(now)))
    .orderBy(sql`${standings[term]} desc`, standings.memberId)
    .limit(limit)

export type Contributor = Awaited<ReturnType<typeof listContributors>>[number]

/** With what each of these members helped: their strongest tags, by their id. */
export const listTags = async (
  db: Db,
  ids: readonly string[],
  term: Term = 'recent',
  most = 3,
): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return found
  const rows = await db
    .select({ id: standings.memberId, tag: standings.tag })
    .from(standings)
    .where(
      sql`${standings.memberId} in (select value from json_each(${JSON.stringify(ids)}))
        and ${standings.tag} <> '' and ${standings[term]} > 0`,
    )
    .orderBy(sql`${standings[term]} desc`, standings.tag)
  for (const { id, tag } of rows) {
    const tags = found.get(id)!
    if (tags.length < most) tags.push(tag)
  }
  return found
}

/** Whether a member is among those who helped most lately; for a batch. */
export const listTop = (db: Db, now: Date) =>
  db
    .select({ id: members.id })
    .from(standings)
    .innerJoin(members, eq(members.id, standings.memberId))
    .where(and(eq(standings.tag, ''), sql`${standings.recent} > 0`, isRanked(now)))
    .orderBy(sql`${standings.recent} desc`, standings.memberId)
    .limit(contributions.top)

interface Use {
  conversation: string
  memberId: string
  /** When the request arrived. */
  now: Date
}

/** In the middle of a batch, and never after it: the row is about to go. */
const GOING = -1

/**
 * Says that a member used a resource, or takes it back if they had said so before this request
 * arrived. What it earns whoever shared it follows by itself.
 */
export const use = async (
  db: Db,
  { conversation, memberId, now }: Use,
): Promise<'given' | 'taken-back'> => {
  const going = sql`case when ${uses.at} < ${now.getTime()} then ${GOING} else ${uses.at} end`
  const [rows] = await db.batch([
    db
      .insert(uses)
      .values({ conversation, memberId, at: now })
      .onConflictDoUpdate({ target: [uses.conversation, uses.memberId], set: { at: going } })
      .returning({ isGoing: sql<number>`${uses.at} = ${GOING}` }),
    db.delete(uses).where(sql`${uses.conversation} = ${conversation} and ${uses.at} = ${GOING}`),
  ])
  return rows[0]?.isGoing ? 'taken-back' : 'given'
}

/** How many members used a resource, and whether this one did. */
export const countUses = async (db: Db, conversation: string, memberId = '') => {
  const [row] = await db
    .select({
      all: sql<number>`count(*)`,
      isMine: sql<number>`coalesce(max(${uses.memberId} = ${memberId}), 0)`.mapWith(Boolean),
    })
    .from(uses)
    .where(eq(uses.conversation, conversation))
  return row ?? { all: 0, isMine: false }
}
