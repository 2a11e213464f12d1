import { getTableName, is, sql } from 'drizzle-orm'
import { getTableConfig, type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { comments } from '../../../worker/discussion/comments/table'
import { groups } from '../../../worker/accounts/groups/table'
import { newId } from '../../../worker/lib/id'
import { db } from '../../world'

/*
 * Somebody in every table: made from the tables themselves, so that a table that is new, and names
 * people, is here without anybody having thought of it.
 */

declare global {
  interface ImportMeta {
    /** Vite's own. */
    glob: <T>(
      pattern: string,
      options: { eager: true; import?: string; query?: string },
    ) => Record<string, T>
  }
}

const modules = import.meta.glob<Record<string, unknown>>('../../../worker/**/table.ts', {
  eager: true,
})

/** Every table of the hub. */
export const tables = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter((value): value is SQLiteTable => is(value, SQLiteTable))

/** By what a member or a guest is known. */
export interface Known {
  member: string
  guest: string
  email: string
  recipient: string
}

/** What a column of this name, in this table, holds of somebody; nothing, if it names nobody. */
const identityIn = (table: string, column: string, known: Known): string | undefined => {
  if (table === 'verifications' && column === 'value') return `{"email":"${known.email}"}`
  if (table === 'log' && column === 'subject') return known.member
  if (/^(?:.*_)?(?:member|user)(?:_id)?$|(?:^|_)by$|^visitor$|^reporter$|^giver$/.test(column))
    return known.member
  if (/^(?:.*_)?guest(?:_id)?$/.test(column)) return known.guest
  if (/^(?:.*_)?e?mail$|^to$/.test(column)) return known.email
  if (/recipient/.test(column)) return known.recipient
  return undefined
}

/** The columns by which the rows of a table belong to somebody. */
export const identitiesOf = (table: SQLiteTable, known: Known) =>
  getTableConfig(table)
    .columns.map((column) => ({
      column,
      identity: identityIn(getTableName(table), nameOf(column), known),
    }))
    .filter(({ identity }) => identity !== undefined) as {
    column: SQLiteColumn
    identity: string
  }[]

const nameOf = (column: SQLiteColumn) =>
  column.name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

let rows = 0

const fillerFor = (column: SQLiteColumn, mark: string): unknown => {
  if (column.dataType === 'json') return '{}'
  if (column.enumValues?.length)
    return column.enumValues.find((value) => value === 'published') ?? column.enumValues[0]
  if (nameOf(column) === 'conversation') return 'post:open'
  // A comment's place outlives its words.
  if (mark.startsWith('mark-comments') && /^(?:id|root|path|rested)$/.test(column.name))
    return `place-${rows}`
  return column.columnType === 'SQLiteText' ? mark : 1
}

const isForeign = (table: SQLiteTable, column: SQLiteColumn) =>
  getTableConfig(table).foreignKeys.some(({ reference }) => reference().columns.includes(column))

/** Adds a row that is somebody's by this column and by no other, and gives what it is marked with. */
const addRow = async (table: SQLiteTable, by: SQLiteColumn, identity: string, known: Known) => {
  const mark = `mark-${getTableName(table)}-${nameOf(by)}-${++rows}`
  const named = new Set(identitiesOf(table, known).map(({ column }) => column))
  const values = getTableConfig(table).columns.map((column) => {
    if (column === by) return identity
    const isOthers = named.has(column) || isForeign(table, column)
    if (isOthers && !column.notNull) return null
    if (isOthers && nameOf(column) === 'comment') return bystandersComment
    if (isOthers && nameOf(column) === 'group_id') return GROUP
    if (isOthers && isForeign(table, column) && nameOf(column) !== 'conversation') return bystander
    return fillerFor(column, mark)
  })
  const into = getTableConfig(table).columns.map((column) => sql.identifier(nameOf(column)))
  await db.run(
    sql`insert into ${table} (${sql.join(into, sql`, `)}) values (${sql.join(
      values.map((value) => sql`${value}`),
      sql`, `,
    )})`,
  )
  return { mark, isWritten: values.includes(mark) }
}

const GROUP = 'friends'
let bystander = ''
let bystandersComment = ''

/** What somebody else said, for rows about a comment that is not theirs. */
const addComment = async (memberId: string) => {
  const id = newId(new Date())
  const said = {
    body: 'Said by another',
    html: '<p>Said by another</p>',
    renderer: 1,
    name: 'Other',
  }
  const place = { conversation: 'post:open', root: id, path: id, depth: 0, shown: true }
  const now = new Date()
  await db
    .insert(comments)
    .values({ id, memberId, ...said, ...place, state: 'published', writtenAt: now })
  return id
}

/**
 * Adds to every table a row for each column by which it can be somebody's.
 *
 * @param other the id of a member to whom all else belongs
 * @returns what each row is marked with, in every text of its own, with its table's name; and where
 *   there are rows that have no text of their own
 */
export const addEverywhere = async (known: Known, other: string) => {
  bystander = other
  bystandersComment = await addComment(other)
  await db
    .insert(groups)
    .values({ id: GROUP, name: 'Friends', createdAt: new Date() })
    .onConflictDoNothing()
  const marks: string[] = []
  const unmarked: string[] = []
  for (const table of tables) {
    // They are there already, or this would be somebody else.
    if (['members', 'guests'].includes(getTableName(table))) continue
    for (const { column, identity } of identitiesOf(table, known)) {
      const { mark, isWritten } = await addRow(table, column, identity, known)
      if (isWritten) marks.push(mark)
      else unmarked.push(mark)
    }
  }
  return { marks, unmarked }
}

/** All that stands in the database, as one text. */
export const readEverything = async (): Promise<string> => {
  const all = await Promise.all(
    tables.map(async (table) => [getTableName(table), await db.all(sql`select * from ${table}`)]),
  )
  return JSON.stringify(all)
}
