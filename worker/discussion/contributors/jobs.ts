import { type SQL, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { contributions } from '../../../site/contract/limits'
import type { Db } from '../../env'
import { DAY_MS } from '../../lib/calendar'
import { openSpaces } from '../../accounts/access/rules'
import { isInClosedCircle } from './rules'
import { credits, standings } from './table'
import { clearTopContributors } from './top-cache.queries'

/*
 * Points are never incremented: they are counted from the credits, for each member again when
 * something has changed and once a day, so that they cannot drift.
 */

/** What counting needs. */
export interface PointsContext {
  db: Db
  hub: Pick<Hub, 'conversations' | 'spaces' | 'levels'>
  now: Date
}

/** Members counted in one run. */
const BATCH_SIZE = 50

const listed = (values: readonly unknown[]) =>
  sql`(select value from json_each(${JSON.stringify(values)}))`

/**
 * SQL: the credits of members that count now: for published work, from members who are not banned
 * and were not active in the same browser.
 */
const creditsOf = (of: readonly string[], now: Date): SQL => sql`
  select c.subject, c.member_id, c.giver, c.kind, c.at, v.id as conversation, v.space, v.tags
  from credits c
  left join comments s on s.id = c.subject and s.opens = 0 and s.member_id = c.member_id
  join conversations v on v.id = coalesce(s.conversation, c.subject)
  left join members g on g.id = c.giver
  where c.member_id in ${listed(of)} and c.is_own = 0
    and iif(s.id is null, v.started_by = c.member_id and v.is_listed, s.state = 'published')
    and (v.opening is null or v.is_listed)
    and coalesce(g.banned_until, 0) <= ${now.getTime()}`

/** The members due for counting; they are next due tomorrow, or when something changes. */
const takeDue = async (db: Db, now: Date): Promise<string[]> => {
  const due = await db
    .update(standings)
    .set({ dueAt: new Date(now.getTime() + DAY_MS) })
    .where(
      sql`(tag, member_id) in (select tag, member_id from standings
        where due_at <= ${now.getTime()} order by due_at limit ${BATCH_SIZE})`,
    )
    .returning({ id: standings.memberId })
  return due.map(({ id }) => id)
}

interface Edge {
  memberId: string
  giver: string
  isHost: number
}

/** Who credited these members; not deleted accounts. */
const listGivers = (db: Db, of: readonly string[], now: Date): Promise<Edge[]> =>
  db.all<Edge>(sql`
    select distinct k.member_id as memberId, k.giver, (m.role is not null or k.giver = 'hub') as isHost
    from (${creditsOf(of, now)}) k left join members m on m.id = k.giver
    where m.id is not null or k.giver = 'hub'`)

/** Members with few givers, these among them: whether they are in a closed circle may have changed. */
const listBeside = (db: Db, these: readonly string[]): Promise<{ id: string }[]> =>
  db
    .selectDistinct({ id: credits.memberId })
    .from(credits)
    .innerJoin(
      standings,
      sql`${standings.memberId} = ${credits.memberId} and ${standings.tag} = ''
        and ${standings.givers} < ${contributions.circle}`,
    )
    .where(sql`${credits.giver} in ${listed(these)}`)

/** The steps of the loops below: one for each person of a circle besides the first. */
const steps = Array.from({ length: contributions.circle - 1 }, (_, step) => step)

/** These members, and those whose circle they may be part of. */
const withCircles = async (db: Db, due: readonly string[]): Promise<string[]> => {
  const all = new Set(due)
  let latest = due
  for (const _ of steps) {
    const beside = await listBeside(db, latest)
    latest = beside.map(({ id }) => id).filter((id) => !all.has(id))
    for (const id of latest) all.add(id)
  }
  return [...all]
}

/** Which of the members are credited only within a closed circle. */
const listClosed = async (db: Db, of: readonly string[], now: Date): Promise<string[]> => {
  const givers = new Map<string, string[]>()
  const hosts = new Set<string>()
  let asked = of
  for (const _ of [...steps, 'the last, who may be credited from outside']) {
    for (const id of asked) givers.set(id, [])
    for (const { memberId, giver, isHost } of await listGivers(db, asked, now)) {
      givers.get(memberId)!.push(giver)
      if (isHost) hosts.add(giver)
    }
    // With many givers a member is in no small circle, so theirs need not be read.
    const above = [...givers.values()].filter(({ length }) => length < contributions.circle)
    asked = [...new Set(above.flat())].filter((id) => !givers.has(id))
  }
  return of.filter((id) => isInClosedCircle(id, givers, hosts))
}

/** The tags of the posts in which credits of these members are: only the build knows them. */
const tagsOfPosts = async ({ db, hub, now }: PointsContext, of: readonly string[]) => {
  const rows = await db.all<{ conversation: string }>(
    sql`select distinct conversation from (${creditsOf(of, now)}) where tags is null`,
  )
  const open = new Set(openSpaces(hub))
  return Object.fromEntries(
    rows.flatMap(({ conversation: id }) => {
      const post = Object.hasOwn(hub.conversations, id) ? hub.conversations[id]! : undefined
      return post && open.has(post.space) ? [[id, post.tags]] : []
    }),
  )
}

const { points, fromOne, days } = contributions

/** SQL: the credits for each tag, and all of them under the tag `''`; in restricted spaces no tag counts. */
const byTag = (
  hub: PointsContext['hub'],
  ofPosts: Record<string, string[]>,
  counted: SQL,
): SQL => sql`
  select '' as tag, k.* from (${counted}) k
  union all
  select t.value, k.* from (${counted}) k join json_each(
    case when k.tags is null then coalesce(
        json_extract(${JSON.stringify(ofPosts)}, '$."' || k.conversation || '"'), '[]')
      when k.space in ${listed(openSpaces(hub))} then k.tags else '[]' end) t`

/** SQL: the points from each giver, limited per giver; the hub itself has no limit. */
const byGiver = (tagged: SQL, now: Date): SQL => {
  const worth = sql`case kind when 'acceptance' then ${points.acceptance}
    when 'use' then ${points.use} else ${points.appreciation} end`
  return sql`
    select tag, member_id,
      min(${fromOne.recent}, sum(iif(at > ${now.getTime() - days * DAY_MS}, ${worth}, 0))) as recent,
      min(${fromOne.ever}, sum(${worth})) as ever
    from (${tagged}) group by tag, member_id, iif(giver = 'hub', subject, giver)`
}

/** Writes the points of these members. */
const write = async (counting: PointsContext, of: string[], closed: string[]): Promise<void> => {
  const { db, hub, now } = counting
  const tagged = byTag(hub, await tagsOfPosts(counting, of), creditsOf(of, now))
  // Hidden members, hosts and banned members have no points either.
  const hasNone = sql`(member_id in ${listed(closed)} or exists (
    select 1 from members m where m.id = member_id and (m.role is not null or m.is_unranked
      or coalesce(m.banned_until, 0) > ${now.getTime()})))`
  const theirs = sql`${standings.memberId} in ${listed(of)}`
  await db.batch([
    db.delete(standings).where(sql`${standings.tag} <> '' and ${theirs}`),
    db.update(standings).set({ recent: 0, ever: 0, givers: 0 }).where(theirs),
    db
      .insert(standings)
      .select(
        sql`select tag, member_id, iif(${hasNone}, 0, sum(recent)), iif(${hasNone}, 0, sum(ever)),
          count(*), null from (${byGiver(tagged, now)}) where true group by tag, member_id`,
      )
      .onConflictDoUpdate({
        target: [standings.tag, standings.memberId],
        set: {
          recent: sql`excluded.recent`,
          ever: sql`excluded.ever`,
          givers: sql`excluded.givers`,
        },
      }),
  ])
}

/** Counts the points of the members who are due, `BATCH_SIZE` at most; costs one small read if none is. */
export const recountPoints = async (counting: PointsContext): Promise<void> => {
  const { db, now } = counting
  const due = await takeDue(db, now)
  if (due.length === 0) return
  const all = await withCircles(db, due)
  await write(counting, all, await listClosed(db, all, now))
  clearTopContributors()
}
