import { and, eq, sql } from 'drizzle-orm'
import { contributions } from '../../../site/contract/limits'
import type { Db } from '../../env'
import { members } from '../../accounts/members/table'
import { standings, uses } from './table'

/** The period over which points are counted. */
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
  /** Points with this tag only; without it, all. */
  tag?: string
  term?: RankingPeriod
  limit: number
}

/** The members with the most points, highest first. */
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
  /** The id of the asker. */
  except: string
}

/** The members with the most points with these tags, of all time: knowledge does not expire. */
export const listHelpers = (db: Db, { tags, limit, except }: AskedAbout) =>
  db
    .select({ ...columns, ever: sql<number>`sum(${standings.ever})` })
    .from(standings)
    .innerJoin(members, eq(members.id, standings.memberId))
    .where(
      sql`${standings.tag} in (select value from json_each(${JSON.stringify(tags)}))
        and ${standings.tag} <> '' and ${standings.ever} > 0 and ${standings.memberId} <> ${except}`,
    )
    .groupBy(standings.memberId)
    .orderBy(sql`sum(${standings.ever}) desc`, standings.memberId)
    .limit(limit)

/** The tags with which each of these members has the most points, by member id. */
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

/** The ids of the top contributors, read from an index alone; none, without a read, if not needed. */
export const listTopContributorIds = (db: Db, areNeeded = true) =>
  db
    .select({ id: standings.memberId })
    .from(standings)
    .where(and(eq(standings.tag, ''), sql`${standings.recent} > 0`))
    .orderBy(sql`${standings.recent} desc`, sql`${standings.memberId} desc`)
    .limit(areNeeded ? contributions.top : 0)

/**
 * A member's points, their tags by points, and whether they are a top contributor; `undefined` if
 * they have no points.
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
