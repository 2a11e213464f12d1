import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Level } from '../../site/contract'
import { countComments } from '../conversations/queries'
import type { Db } from '../env'
import { changeTally, tallyWithout } from '../kit/tally'
import { countLinks } from '../text/markdown'
import { type Comment, comments } from './table'

/*
 * How a comment goes from one state to another, with all that is counted by it, in one batch.
 *
 * Every statement asks the row itself whether the change may be made, so that the same change asked
 * for twice, or two at once, are made once.
 */

type State = Comment['state']
type Batch = [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]

/** What a change may write besides the state. */
type Words = Partial<
  Pick<
    Comment,
    | 'body'
    | 'html'
    | 'renderer'
    | 'name'
    | 'website'
    | 'handle'
    | 'level'
    | 'person'
    | 'asHost'
    | 'heldFor'
    | 'revisedAt'
    | 'reactions'
    | 'appreciation'
  >
>

interface Change {
  id: string
  from: State[]
  to: State
  words?: Words
}

const isSeen = (state: State) => state === 'published' || state === 'faded'

/** The comment, while it is still in a state that may change. */
const changing = ({ id, from }: Change): SQL =>
  sql`from comments x where x.id = ${id} and ${inArray(sql`x.state`, from)}`

const count = (db: Db, change: Change, now: Date) => {
  const before = sql`(select x.state = 'published' ${changing(change)})`
  const isAppearing = change.from.includes('held') && change.to === 'published'
  return countComments(
    db,
    sql`(select x.conversation ${changing(change)})`,
    sql`${Number(change.to === 'published')} - ${before}`,
    isAppearing ? now : undefined,
  )
}

/**
 * The comments above count one shown reply more or less. One that is itself not to be seen is shown
 * as a placeholder as long as it has one, which its own parent counts in turn.
 */
const countAbove = (db: Db, change: Change) => {
  const isSeenThen = isSeen(change.to)
  const step = isSeenThen ? 1 : -1
  const goesOn = sql`p.state in ('held', 'removed') and p.replies = ${isSeenThen ? 0 : 1}`
  const above = sql`
    with recursive above (id, parent_id, goes_on) as (
      select p.id, p.parent_id, ${goesOn}
      from comments p join comments x on p.id = x.parent_id
      where x.id = (select x.id ${changing(change)}) and x.replies = 0
        and (x.state in ('published', 'faded')) <> ${Number(isSeenThen)}
      union all
      select p.id, p.parent_id, ${goesOn}
      from above join comments p on p.id = above.parent_id where above.goes_on
    )
    select id from above`
  return db
    .update(comments)
    .set({
      replies: sql`${comments.replies} + ${step}`,
      shown: sql`${comments.state} in ('published', 'faded') or ${comments.replies} + ${step} > 0`,
    })
    .where(sql`${comments.id} in (${above})`)
}

/** A faded comment sinks below its siblings, and one that began a thread below all threads. */
const sink = (db: Db, change: Change) => {
  const { id } = change
  const isDown = change.to === 'faded'
  const old = sql`(select x.path ${changing(change)} and x.depth > 0)`
  const last = sql.raw(isDown ? '36' : '37')
  return [
    db
      .update(comments)
      .set({ sunk: isDown })
      .where(sql`${comments.root} = (select x.id ${changing(change)} and x.depth = 0)`),
    db
      .update(comments)
      .set({
        path: sql`substr(${old}, 1, length(${old}) - ${last}) || ${isDown ? `~${id}` : id}
          || substr(${comments.path}, length(${old}) + 1)`,
      })
      .where(
        sql`${comments.root} = (select x.root ${changing(change)} and x.depth > 0)
          and ${comments.path} >= ${old} and ${comments.path} < ${old} || '0'`,
      ),
  ]
}

const mark = (db: Db, { id, from, to, words }: Change) =>
  db
    .update(comments)
    .set({
      heldFor: null,
      ...words,
      state: to,
      shown: isSeen(to) ? true : sql`${comments.replies} > 0`,
    })
    .where(and(eq(comments.id, id), inArray(comments.state, from)))
    .returning({ id: comments.id })

/** Faded stays faded when its words change. */
const isSinking = ({ from, to }: Change) =>
  (to === 'faded' && !from.includes('faded')) || (to === 'published' && from.includes('faded'))

/** Whether the change was made; it is not where the comment was in no state for it. */
const make = async (db: Db, change: Change, now: Date): Promise<boolean> => {
  const statements: BatchItem<'sqlite'>[] = [
    count(db, change, now),
    countAbove(db, change),
    ...(isSinking(change) ? sink(db, change) : []),
    mark(db, change),
  ]
  const done: unknown[] = await db.batch(statements as Batch)
  return (done.at(-1) as unknown[]).length > 0
}

/** Lets a held comment appear. */
export const approveComment = (db: Db, id: string, now: Date): Promise<boolean> =>
  make(db, { id, from: ['held'], to: 'published' }, now)

/** Lets a comment sink, with what was answered to it. */
export const fadeComment = (db: Db, id: string, now: Date): Promise<boolean> =>
  make(db, { id, from: ['published'], to: 'faded' }, now)

/** Lets a faded comment rise again. */
export const restoreComment = (db: Db, id: string, now: Date): Promise<boolean> =>
  make(db, { id, from: ['faded'], to: 'published' }, now)

const nothing: Words = {
  body: '',
  html: '',
  name: '',
  website: null,
  handle: null,
  level: null,
  person: null,
  asHost: false,
  reactions: {},
  appreciation: 0,
}

/** Takes a comment away, its words too: they are nowhere any more. What answers it keeps its place. */
export const removeComment = (db: Db, id: string, now: Date): Promise<boolean> =>
  make(db, { id, from: ['held', 'published', 'faded'], to: 'removed', words: nothing }, now)

/** A comment in its author's new words, which are judged as a new comment's are. */
export const reviseComment = (
  db: Db,
  { id, state }: Comment,
  words: Required<Pick<Words, 'body' | 'html' | 'renderer' | 'heldFor'>>,
  now: Date,
): Promise<boolean> => {
  const judged = words.heldFor ? 'held' : 'published'
  const to = state === 'faded' ? 'faded' : judged
  const heldFor = to === 'held' ? words.heldFor : null
  return make(db, { id, from: [state], to, words: { ...words, heldFor, revisedAt: now } }, now)
}

/**
 * Lets appear what waited only for its guest to be confirmed, and gives it back, oldest first. What
 * has more links than their level may, or what that level has held in any case, waits for a host.
 */
export const approveHeldOf = async (
  db: Db,
  guestId: string,
  may: Pick<Level['may'], 'comment' | 'links'>,
  now: Date,
) => {
  const mine = and(
    eq(comments.guestId, guestId),
    eq(comments.state, 'held'),
    eq(comments.heldFor, 'unconfirmed'),
  )
  const held = await db.select().from(comments).where(mine).orderBy(comments.id)
  const isAtOnce = may.comment === 'at-once'
  const ready = held.filter(({ html }) => isAtOnce && countLinks(html) <= may.links)
  for (const { id } of ready) await approveComment(db, id, now)
  await db
    .update(comments)
    .set({ heldFor: isAtOnce ? 'links' : 'all' })
    .where(mine)
  return ready
}

/** Counts a reaction to a comment, in the batch that gives it or takes it back. */
export const countCommentReaction = (db: Db, id: string, emoji: string, change: SQL) =>
  db
    .update(comments)
    .set({
      reactions: changeTally(comments.reactions, emoji, change),
      appreciation: sql`${comments.appreciation} + ${change}`,
    })
    .where(eq(comments.id, id))

/** Counts no longer the reactions to comments that are about to be taken back; a removed one has none. */
export const uncountCommentReactions = (db: Db, which: SQL) => {
  const going = sql`from reactions where ${which}`
  return db
    .update(comments)
    .set({
      reactions: tallyWithout(comments.reactions, comments.id, which),
      appreciation: sql`${comments.appreciation}
        - (select count(*) ${going} and reactions.subject = ${comments.id})`,
    })
    .where(
      sql`${comments.id} in (select reactions.subject ${going}) and ${comments.state} <> 'removed'`,
    )
}
