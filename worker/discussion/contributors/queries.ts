import { and, eq, sql } from 'drizzle-orm'
import { contributions } from '../../../site/contract/limits'
import type { Db } from '../../env'
import { members } from '../../accounts/members/table'
import { standings, uses } from './table'

/** Over which time somebody's points are counted. */
export type RankingPeriod = 'recent' | 'ever'

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

interface Asked {
  /** The tag with which they helped; without it, all that they did. */
  tag?: string
  term?: RankingPeriod
  limit: number
}

/** Those who helped most, first the one with most points. */
export const listContributors = (db: Db, { tag = '', term = 'recent', limit }: Asked) =>
  db
    .select(columns)
    .from(standings)
    .innerJoin(members, eq(members.id, standings.memberId))
    .where(and(eq(standings.tag, tag), sql`${standings[term]} > 0`))
    .orderBy(sql`${standings[term]} desc`, sql`${standings.memberId} desc`)
    .limit(limit)

export type Contributor = Awaited<ReturnType<typeof listContributors>>[number]

interface AskedAbout {
  tags: readonly string[]
  limit: number
  /** Who asks, and so does not know. */
  not: string
}

/** Those who helped most with any of these tags, for all time: what somebody knew they know. */
export const listHelpers = (db: Db, { tags, limit, not }: AskedAbout) =>
  db
    .select({ ...columns, ever: sql<number>`sum(${standings.ever})` })
    .from(standings)
    .innerJoin(members, eq(members.id, standings.memberId))
    .where(
      sql`${standings.tag} in (select value from json_each(${JSON.stringify(tags)}))
        and ${standings.tag} <> '' and ${standings.ever} > 0 and ${standings.memberId} <> ${not}`,
    )
    .groupBy(standings.memberId)
    .orderBy(sql`sum(${standings.ever}) desc`, standings.memberId)
    .limit(limit)

/** With what each of these members helped: their strongest tags, by their id. */
export const listStrongestTags = async (
  db: Db,
  ids: readonly string[],
  term: RankingPeriod = 'recent',
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

/** The ids of those who helped most lately: an index alone is read; nothing, where none are wanted. */
export const listTopContributorIds = (db: Db, areWanted = true) =>
  db
    .select({ id: standings.memberId })
    .from(standings)
    .where(and(eq(standings.tag, ''), sql`${standings.recent} > 0`))
    .orderBy(sql`${standings.recent} desc`, sql`${standings.memberId} desc`)
    .limit(areWanted ? contributions.top : 0)

/**
 * What somebody has, and whether they are among those who helped most lately: in all, and with the
 * tags they helped with, strongest first. Nothing, where they have no points.
 */
export const findStanding = async (db: Db, memberId: string) => {
  const [rows, top] = await db.batch([
    db
      .select()
      .from(standings)
      .where(and(eq(standings.memberId, memberId), sql`${standings.ever} > 0`))
      .orderBy(sql`${standings.ever} desc`, standings.tag),
    listTopContributorIds(db),
  ])
  const all = rows.find(({ tag }) => tag === '')
  if (!all) return undefined
  const tags = rows.flatMap(({ tag }) => tag || [])
  return { ...all, tags, isTop: top.some(({ id }) => id === memberId) }
}

export type Standing = NonNullable<Awaited<ReturnType<typeof findStanding>>>

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
export const toggleUse = async (
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
