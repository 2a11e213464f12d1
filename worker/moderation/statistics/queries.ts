import { and, desc, eq, gte, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import { canBeAnswered, closedPostIds } from '../../discussion/comments/answerability.table'
import { comments } from '../../discussion/comments/table'
import { conversationById } from '../../discussion/conversations/rules'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { Db } from '../../env'
import { firstIdAt } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import {
  type ActiveConversation,
  answeringOf,
  firstDaysOf,
  countDays,
  periodOf,
  type WeekFigures,
} from './rules'
import { hours } from './table'
import { logFailure } from '../../lib/log-failure'

/** The most questions read of a week; if there are more, the statistics say so. */
const MAX_ASKED = 1000
/** The most conversations shown. */
const MAX_ACTIVE = 5
/** Rows read to find those: deleted posts may be among them. */
const ACTIVE_ROWS = 50

/** The held and answered comments of each hour since this one, summed over all conversations. */
const listHours = (db: Db, from: number) =>
  db
    .select({ hour: hours.hour, measure: hours.measure, count: sql<number>`sum(${hours.count})` })
    .from(hours)
    .where(and(gte(hours.hour, from), inArray(hours.measure, ['held', 'answered'])))
    .groupBy(hours.hour, hours.measure)

/** The conversations with the most comments published since this hour, the most active first. */
const listActive = (db: Db, from: number) => {
  const published = sql<number>`sum(${hours.count})`.as('published')
  return db
    .select({ id: hours.conversation, comments: published })
    .from(hours)
    .where(and(gte(hours.hour, from), eq(hours.measure, 'published')))
    .groupBy(hours.conversation)
    .orderBy(desc(published), hours.conversation)
    .limit(ACTIVE_ROWS)
}

/**
 * The published questions of a period, newest first; one more than is counted. Unanswered ones that
 * cannot be answered any more are left out.
 */
const listAsked = (db: Db, hub: Hub, from: number, until: number) =>
  db
    .select({ askedAt: comments.writtenAt, answeredAt: comments.answeredAt })
    .from(comments)
    .where(
      and(
        // A literal, not a parameter: only then does SQLite use the partial index.
        sql`${comments.asks} = 1`,
        gte(comments.id, firstIdAt(from)),
        lt(comments.id, firstIdAt(until)),
        eq(comments.state, 'published'),
        or(isNotNull(comments.answeredAt), canBeAnswered('comments', closedPostIds(hub))),
      ),
    )
    .orderBy(desc(comments.id))
    .limit(MAX_ASKED + 1)

/** The statistics of the last seven whole days and today, in the hub's time zone. */
export const findWeek = async (db: Db, hub: Hub, now: Date): Promise<WeekFigures> => {
  const period = periodOf(now, hub.timezone)
  const { week, before } = firstDaysOf(period)
  const [hourly, published, asked, askedBefore] = await db.batch([
    listHours(db, before.hour),
    listActive(db, week.hour),
    listAsked(db, hub, week.startsAt, now.getTime() + 1),
    listAsked(db, hub, before.startsAt, week.startsAt),
  ])
  const counted = (measure: 'held' | 'answered') =>
    countDays(
      period,
      hourly.filter((each) => each.measure === measure),
    )
  const answering = (list: typeof asked, until: Date) =>
    answeringOf(list.slice(0, MAX_ASKED), { until, now, isCut: list.length > MAX_ASKED }, hub)
  return {
    from: week.day,
    held: counted('held'),
    answered: counted('answered'),
    answering: answering(asked, now),
    answeringBefore: answering(askedBefore, new Date(week.startsAt)),
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

/** The conversations that still exist. */
const activeIn = (
  hub: Pick<Hub, 'conversations' | 'topics'>,
  published: { id: string; comments: number }[],
): ActiveConversation[] =>
  published
    .flatMap(({ id, comments }) => {
      const conversation = conversationById(hub, id)
      return conversation ? [{ conversation, comments }] : []
    })
    .slice(0, MAX_ACTIVE)

/** The statistics of the week; `undefined` if the database is slow or fails. */
export const findWeekIfAvailable = (
  db: Db,
  hub: Hub,
  now: Date,
): Promise<WeekFigures | undefined> =>
  withDeadline('read', findWeek(db, hub, now)).catch((error: unknown) => {
    logFailure('the statistics of the week are unavailable', error)
    return undefined
  })
