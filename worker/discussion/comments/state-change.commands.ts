import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { countComments } from '../conversations/commands'
import type { Db } from '../../env'
import { type Comment, comments, removals } from './table'

/*
 * How a comment goes from one state to another, with all that is counted by it: statements for one
 * batch.
 *
 * Every statement asks the row itself whether the change may be made, so that the same change asked
 * for twice, or two at once, are made once.
 */

type State = Comment['state']
export type Statement = BatchItem<'sqlite'>

/** What a change may write besides the state. */
export type CommentChanges = Partial<{
  [Column in keyof Omit<Comment, 'id' | 'state' | 'stateAt' | 'shown'>]: Comment[Column] | SQL
}>

export interface StateChange {
  id: string
  from: State[]
  to: State
  now: Date
  changes?: CommentChanges
  /** What else must hold at that moment. */
  isDecided?: SQL
  /** Of one that is removed: whether its words are kept for as long as a host may give it back. */
  hasBackup?: boolean
}

const isSeen = (state: State) => state === 'published' || state === 'faded'

/** The comment, while it is still in a state that may change. */
const changing = ({ id, from, isDecided = sql`true` }: StateChange): SQL =>
  sql`from comments x where x.id = ${id} and ${inArray(sql`x.state`, from)} and ${isDecided}`

const count = (db: Db, move: StateChange) => {
  const before = sql`(select x.state = 'published' ${changing(move)})`
  const isAppearing = move.from.includes('held') && move.to === 'published'
  return countComments(
    db,
    sql`(select x.conversation ${changing(move)} and x.opens = 0)`,
    sql`${Number(move.to === 'published')} - ${before}`,
    isAppearing ? move.now : undefined,
  )
}

/**
 * The comments above count one shown reply more or less. One that is itself not to be seen is shown
 * as a placeholder as long as it has one, which its own parent counts in turn.
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

/** A faded comment sinks below its siblings, and one that began a thread below all threads. */
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

/** Faded stays faded when its words change; and what is removed keeps its place, there too. */
const isSinking = ({ from, to }: StateChange) =>
  ![...from, to].includes('removed') && (to === 'faded') !== from.includes('faded')

/** What a row no longer says that is gone; its reactions stay with what may be given back. */
const nothing: CommentChanges = {
  body: '',
  html: '',
  name: '',
  website: null,
  handle: null,
  level: null,
  person: null,
  asHost: false,
}

/** What is left of words that are gone for good, and of all that was counted by them or made from them. */
export const erasedColumns = {
  reactions: {},
  appreciation: 0,
  digest: null,
  tone: null,
  spam: 0,
  asks: false,
  critical: false,
}

const { comment: _comment, removedAt: _removedAt, ...kept } = getTableColumns(removals)

/** Puts the words where a host may still find them. */
const insertBackup = (db: Db, move: StateChange) => {
  const columns = Object.values(kept).map(({ name }) => sql.raw(`x.${snake(name)}`))
  return db
    .insert(removals)
    .select(
      sql`select x.id, ${sql.join(columns, sql`, `)}, ${move.now.getTime()} ${changing(move)}`,
    )
}

/** A column's name as the database has it. */
const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The words as they were, from where they were kept. */
const fromBackup = (id: string): CommentChanges =>
  Object.fromEntries(
    Object.entries(kept)
      .filter(([key]) => key !== 'state')
      .map(([key, { name }]) => [
        key,
        sql`(select k.${sql.raw(snake(name))} from removals k where k.comment = ${id})`,
      ]),
  )

const wordsOf = ({ id, from, to, hasBackup, changes }: StateChange): CommentChanges => {
  if (to === 'removed') return hasBackup ? nothing : { ...nothing, ...erasedColumns }
  return from.includes('removed') ? { ...fromBackup(id), ...changes } : (changes ?? {})
}

const setState = (db: Db, move: StateChange) => {
  const { id, from, to, now, isDecided } = move
  return db
    .update(comments)
    .set({
      heldFor: null,
      ...wordsOf(move),
      state: to,
      stateAt: sql`iif(${comments.state} = ${to}, ${comments.stateAt}, ${now.getTime()})`,
      shown: isSeen(to) ? sql`${comments.opens} = 0` : sql`${comments.replies} > 0`,
    })
    .where(and(eq(comments.id, id), inArray(comments.state, from), isDecided))
    .returning({ id: comments.id })
}

/** The words are where they belong again, and nowhere else. */
const deleteBackup = (db: Db, { id, isDecided }: StateChange) =>
  db.delete(removals).where(and(eq(removals.comment, id), isDecided))

/** All that a change of state takes, the change itself last. */
export const changeState = (db: Db, move: StateChange) => [
  count(db, move),
  countAbove(db, move),
  ...(isSinking(move) ? sink(db, move) : []),
  ...(move.hasBackup ? [insertBackup(db, move)] : []),
  setState(db, move),
  ...(move.from.includes('removed') ? [deleteBackup(db, move)] : []),
]
