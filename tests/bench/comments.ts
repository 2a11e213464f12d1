import { getTableColumns } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { newId } from '../../worker/lib/id'
import { comments, type CommentRow } from '../../worker/discussion/comments/table'
import { conversations } from '../../worker/discussion/conversations/table'
import { guests } from '../../worker/accounts/members/table'
import { renderer, toHtml } from '../../worker/markdown/markdown'
import { chance, type Draw, drawing, many } from './random'
import { remark } from './words'

/** Rows in one statement, so that none grows beyond what D1 takes. */
const TOGETHER = 1000
const PEOPLE = 200
const MINUTE = 60_000

const names = ['Ada', 'Bram', 'Carla', 'Dinesh', 'Ewa', 'Femi', 'Grit', 'Håkon', 'Ines', 'Jo']

const columnOf = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** One statement for many rows: they travel as one JSON text, as values can be a hundred at most. */
const insertAll = async <Table extends SQLiteTable>(
  database: D1Database,
  name: string,
  table: Table,
  rows: Table['$inferInsert'][],
) => {
  const columns = getTableColumns(table)
  const keys = Object.keys(rows[0] ?? {})
  const stored = (key: string, value: unknown) =>
    value === null || value === undefined ? null : columns[key]!.mapToDriverValue(value)
  const statement = `insert into ${name} (${keys.map((key) => `"${columnOf(key)}"`).join(', ')})
    select ${keys.map((key) => `value ->> '${key}'`).join(', ')} from json_each(?)`
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const some = rows
      .slice(start, start + TOGETHER)
      .map((row: Record<string, unknown>) =>
        Object.fromEntries(keys.map((key) => [key, stored(key, row[key])])),
      )
    await database.prepare(statement).bind(JSON.stringify(some)).run()
  }
}

interface Guest {
  id: string
  name: string
}

const talk = (draw: Draw, conversation: string, bodies: string[], people: Guest[]) => {
  const start = Date.UTC(2026, 0, 1)
  const said: CommentRow[] = []
  for (const [index, body] of bodies.entries()) {
    const writtenAt = new Date(start + index * MINUTE)
    const id = newId(writtenAt)
    const recent = said.slice(-30).filter(({ depth }) => depth < 5)
    const above = recent.length > 0 && draw.happens(0.55) ? draw.one(recent) : undefined
    if (above) above.replies = (above.replies ?? 0) + 1
    const guest = draw.one(people)
    const appreciation = draw.happens(0.3) ? draw.between(1, 12) : 0
    said.push({
      id,
      conversation,
      parentId: above?.id ?? null,
      root: above?.root ?? id,
      path: above ? `${above.path}/${id}` : id,
      depth: above ? above.depth + 1 : 0,
      guestId: guest.id,
      name: guest.name,
      website: draw.happens(0.3) ? 'https://www.example.org/' : null,
      body,
      html: toHtml(body),
      renderer,
      state: 'published',
      shown: true,
      replies: 0,
      appreciation,
      reactions: appreciation > 0 ? { '👍': appreciation } : {},
      writtenAt,
    })
  }
  return said
}

/**
 * Fills conversations, as a lively hub has them: about half of what is said answers something. A
 * number stands for so many comments of words without sense.
 */
export const fillConversations = async (
  database: D1Database,
  conversation: Record<string, number | string[]>,
): Promise<void> => {
  const draw = drawing(chance(1))
  const createdAt = new Date(Date.UTC(2026, 0, 1))
  const people = many(PEOPLE, (index) => ({
    id: newId(createdAt),
    name: `${draw.one(names)} ${index}`,
    email: `guest${index}@example.org`,
    confirmedAt: createdAt,
    createdAt,
  }))
  await insertAll(database, 'guests', guests, people)
  for (const [id, said] of Object.entries(conversation)) {
    const bodies = typeof said === 'number' ? many(said, () => remark(draw)) : said
    await insertAll(database, 'conversations', conversations, [{ id, comments: bodies.length }])
    await insertAll(database, 'comments', comments, talk(draw, id, bodies, people))
  }
}
