import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { countComments } from '../conversations/commands'
import type { Db } from '../../env'
import { type Comment, comments, removals } from './table'

/*
 * Changes the state of a comment and everything counted from it: statements for one batch.
 *
 * Every statement checks the row itself, so that a change requested twice, or by two requests at
 * once, is made once.
 */

type State = Comment['state']
export type Statement = BatchItem<'sqlite'>

/** The columns that a change may write besides the state. */
export type CommentChanges = Partial<{
  [Column in keyof Omit<Comment, 'id' | 'state' | 'stateAt' | 'shown'>]: Comment[Column] | SQL
}>

export interface StateChange {
  id: string
  from: State[]
  to: State
  now: Date
  changes?: CommentChanges
  /** SQL: a further condition. */
  isDecided?: SQL
  /** For a removal: whether the text is backed up, so that a host can restore it. */
  hasBackup?: boolean
}

const isSeen = (state: State) => state === 'published' || state === 'faded'

/** SQL: the comment, while it is in a state that may change. */
const changing = ({ id, from, isDecided = sql`true` }: StateChange): SQL =>
  sql`from comments x where x.id = ${id} and ${inArray(sql`x.state`, from)} and ${isDecided}`

const count = (db: Db, move: StateChange) => {
  const before = sql`(select x.state = 'published' ${changing(move)})`
  return countComments(
    db,
    sql`(select x.conversation ${changing(move)} and x.opens = 0)`,
    sql`${Number(move.to === 'published')} - ${before}`,
  )
}

/**
 * Updates the reply counts of the ancestors. An unreadable ancestor is shown as a placeholder while
 * it has a shown reply, and its own parent then counts it.
 */
const countAbove = (db: Db, move: StateChange) => {
  const isSeenThen = isSeen(move.to)
  const step = isSeenThen ? 1 : -1
  const goesOn = sql`p.state in ('held', 'removed') and p.replies = ${isSeenThen ? 0 : 1}`
  const above = sql`
    with recursive above (id, parent_id, goes_on) as (
      select p.id, p.parent_id, ${goesOn}
      from comments p join comments x on p.id = x.parent_id
      where x.id = (select x.id ${changing(move)}) and x.replies = 0
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

/** Moves a faded comment below its siblings, and the first of a thread below all threads. */
const sink = (db: Db, move: StateChange) => {
  const { id } = move
  const isDown = move.to === 'faded'
  const old = sql`(select x.path ${changing(move)} and x.depth > 0)`
  const last = sql.raw(isDown ? '36' : '37')
  return [
    db
      .update(comments)
      .set({ sunk: isDown })
      .where(sql`${comments.root} = (select x.id ${changing(move)} and x.depth = 0)`),
    db
      .update(comments)
      .set({
        path: sql`substr(${old}, 1, length(${old}) - ${last}) || ${isDown ? `~${id}` : id}
          || substr(${comments.path}, length(${old}) + 1)`,
      })
      .where(
        sql`${comments.root} = (select x.root ${changing(move)} and x.depth > 0)
          and ${comments.path} >= ${old} and ${comments.path} < ${old} || '0'`,
      ),
  ]
}

/** An edited faded comment stays faded, and a removed comment keeps its place. */
const isSinking = ({ from, to }: StateChange) =>
  ![...from, to].includes('removed') && (to === 'faded') !== from.includes('faded')

/** The cleared columns of a removed comment; its reactions stay, in case it is restored. */
const clearedColumns: CommentChanges = {
  body: '',
  html: '',
  name: '',
  website: null,
  handle: null,
  level: null,
  person: null,
  asHost: false,
}

/** What is cleared in addition when a comment is erased for good: counts, and data about its text. */
export const erasedColumns = {
  reactions: {},
  appreciation: 0,
  digest: null,
  tone: null,
  spam: 0,
  asks: false,
  critical: false,
}

const { comment: _comment, removedAt: _removedAt, ...backedUp } = getTableColumns(removals)

/** Copies the text and the byline to `removals`. */
const insertBackup = (db: Db, move: StateChange) => {
  const columns = Object.values(backedUp).map(({ name }) => sql.raw(`x.${snake(name)}`))
  return db
    .insert(removals)
    .select(
      sql`select x.id, ${sql.join(columns, sql`, `)}, ${move.now.getTime()} ${changing(move)}`,
    )
}

/** The name of a column in the database. */
const snake = (name: string) => name.replaceAll(/[A-Z]/g, (char) => `_${char.toLowerCase()}`)

/** The columns as they were before the removal. */
const fromBackup = (id: string): CommentChanges =>
  Object.fromEntries(
    Object.entries(backedUp)
      .filter(([key]) => key !== 'state')
      .map(([key, { name }]) => [
        key,
        sql`(select k.${sql.raw(snake(name))} from removals k where k.comment = ${id})`,
      ]),
  )

const columnsOf = ({ id, from, to, hasBackup, changes }: StateChange): CommentChanges => {
  if (to === 'removed') return hasBackup ? clearedColumns : { ...clearedColumns, ...erasedColumns }
  return from.includes('removed') ? { ...fromBackup(id), ...changes } : (changes ?? {})
}

const setState = (db: Db, move: StateChange) => {
  const { id, from, to, now, isDecided } = move
  return db
    .update(comments)
    .set({
      heldFor: null,
      ...columnsOf(move),
      state: to,
      stateAt: sql`iif(${comments.state} = ${to}, ${comments.stateAt}, ${now.getTime()})`,
      shown: isSeen(to) ? sql`${comments.opens} = 0` : sql`${comments.replies} > 0`,
    })
    .where(and(eq(comments.id, id), inArray(comments.state, from), isDecided))
    .returning({ id: comments.id })
}

/** Deletes the backup of a restored comment. */
const deleteBackup = (db: Db, { id, isDecided }: StateChange) =>
  db.delete(removals).where(and(eq(removals.comment, id), isDecided))

/** All statements of a state change; the statement that sets the state is last, or before the backup's deletion. */
export const changeState = (db: Db, move: StateChange) => [
  count(db, move),
  countAbove(db, move),
  ...(isSinking(move) ? sink(db, move) : []),
  ...(move.hasBackup ? [insertBackup(db, move)] : []),
  setState(db, move),
  ...(move.from.includes('removed') ? [deleteBackup(db, move)] : []),
]
