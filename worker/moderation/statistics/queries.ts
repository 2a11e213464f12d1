import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { canBeAnswered, closedIn } from '../../discussion/comments/answerability.table'
import { comments } from '../../discussion/comments/table'
import { conversationById } from '../../discussion/conversations/rules'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { Db } from '../../env'
import { idsFrom } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { type Active, answeringOf, beginningsOf, countDays, periodOf, type Week } from './rules'
import { hours } from './table'

/** Comments that asked, read of each week; where there are more, the picture says so. */
const ASKED = 1000
/** Conversations in the picture. */
const ACTIVE = 5
/** Read to find those: posts that are no longer there may be among them. */
const LOOKED_AT = 50

/** What was held and answered in each hour since that one, all conversations together. */
const listHours = (db: Db, from: number) =>
  db
    .select({ hour: hours.hour, measure: hours.measure, count: sql<number>`sum(${hours.count})` })
    .from(hours)
    .where(and(gte(hours.hour, from), inArray(hours.measure, ['held', 'answered'])))
    .groupBy(hours.hour, hours.measure)

/** Conversations by the comments published in them since that hour, the most active first. */
const listActive = (db: Db, from: number) => {
  const published = sql<number>`sum(${hours.count})`.as('published')
  return db
    .select({ id: hours.conversation, comments: published })
    .from(hours)
    .where(and(gte(hours.hour, from), eq(hours.measure, 'published')))
    .groupBy(hours.conversation)
    .orderBy(desc(published), hours.conversation)
    .limit(LOOKED_AT)
}

/**
 * What readers can see of what was asked in a time, the newest first; one more than is counted. What
 * had no answer, and can have none any more, waits for nothing.
 */
const listAsked = (db: Db, hub: Hub, from: number, until: number) =>
  db
    .select({ askedAt: comments.writtenAt, answeredAt: comments.answeredAt })
    .from(comments)
    .where(
      and(
        // Written out, and not bound: only then does SQLite know that the index has them all.
        sql`${comments.asks} = 1`,
        gte(comments.id, idsFrom(from)),
        lt(comments.id, idsFrom(until)),
        eq(comments.state, 'published'),
        sql`(comments.answered_at is not null or ${canBeAnswered('comments', closedIn(hub))})`,
      ),
    )
    .orderBy(desc(comments.id))
    .limit(ASKED + 1)

/** The last seven whole days and today, as the hub's calendar has them, in one round trip. */
export const readWeek = async (db: Db, hub: Hub, now: Date): Promise<Week> => {
  const period = periodOf(now, hub.timezone)
  const { week, before } = beginningsOf(period)
  const [happened, published, asked, askedBefore] = await db.batch([
    listHours(db, before.hour),
    listActive(db, week.hour),
    listAsked(db, hub, week.dawns, now.getTime() + 1),
    listAsked(db, hub, before.dawns, week.dawns),
  ])
  const counted = (measure: 'held' | 'answered') =>
    countDays(
      period,
      happened.filter((each) => each.measure === measure),
    )
  const answering = (list: typeof asked, until: Date) =>
    answeringOf(list.slice(0, ASKED), { until, now, isCut: list.length > ASKED }, hub)
  return {
    from: week.day,
    held: counted('held'),
    answered: counted('answered'),
    answering: answering(asked, now),
    answeringBefore: answering(askedBefore, new Date(week.dawns)),
    active: activeIn(
      await withTopics(
        db,
        hub,
        published.map(({ id }) => id),
      ),
      published,
    ),
  }
}

/** Those that the hub still has. */
const activeIn = (
  hub: Pick<Hub, 'conversations' | 'topics'>,
  published: { id: string; comments: number }[],
): Active[] =>
  published
    .flatMap(({ id, comments }) => {
      const conversation = conversationById(hub, id)
      return conversation ? [{ conversation, comments }] : []
    })
    .slice(0, ACTIVE)

/** The same for a page that must come without it, where the database is slow or fails: nothing then. */
export const readWeekOrRest = (db: Db, hub: Hub, now: Date): Promise<Week | undefined> =>
  withDeadline('read', readWeek(db, hub, now)).catch((error: unknown) => {
    console.error('the picture of the week rests:', error)
    return undefined
  })
