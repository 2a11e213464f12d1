import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Hub } from '../site/contract'
import type { Person } from '../site/people/schema'
import { comments } from '../worker/comments/table'
import { conversations } from '../worker/conversations/table'
import type { Db } from '../worker/env'
import { newId } from '../worker/kit/id'
import { guests } from '../worker/members/table'
import { reactions } from '../worker/reactions/table'
import { renderer, toHtml } from '../worker/text/markdown'
import { Fault } from './fault'
import { FILE, inOrder, type Placed, readSample, type Sample, type Tally } from './sample-file'

type Statement = BatchItem<'sqlite'>
type Row = typeof comments.$inferInsert

interface Around {
  hub: Hub
  people: Record<string, Person>
  now?: Date
}

/**
 * Lets an empty hub be seen alive: the sample conversations of the content folder, all of them or
 * none. A hub in which somebody has spoken is left alone. Gives back how many comments it loaded.
 */
export const loadSample = async (db: Db, folder: string, around: Around): Promise<number> => {
  const path = resolve(folder, FILE)
  if (!existsSync(path)) return 0
  const spoken = await db.select({ id: comments.id }).from(comments).limit(1)
  if (spoken.length > 0) return 0
  const [first, ...rest] = readSample(path).flatMap((sample) => writesOf(db, sample, around))
  if (first) await db.batch([first, ...rest])
  return db.$count(comments)
}

/** Rows as the rooms would have written them, one visit after the other. */
const writesOf = (db: Db, sample: Sample, { hub, people, now = new Date() }: Around) => {
  const conversation = hub.slugs[sample.on]
  if (!conversation)
    throw new Fault(`${FILE}: \`on: ${sample.on}\` is the slug of no post that is shown.`)
  const told = inOrder(sample, now)
  const rows = new Map<unknown, Row>()
  for (const one of told) {
    const above = rows.get(one.above)
    rows.set(one.told, rowOf(one, above, conversation, people))
    if (above) above.replies = (above.replies ?? 0) + 1
  }
  const tally = sample.reactions ?? {}
  const lastCommentAt = told.at(-1)?.at
  return [
    db
      .insert(conversations)
      .values({ id: conversation, comments: told.length, reactions: tally, lastCommentAt }),
    ...told.flatMap(({ told, at }): Statement[] => {
      const row = rows.get(told)!
      return [
        ...authorOf(db, row, told.email),
        db.insert(comments).values(row),
        ...reactionsTo(db, row.id, conversation, row.reactions ?? {}, at),
      ]
    }),
    ...reactionsTo(db, conversation, conversation, tally, now),
  ]
}

const rowOf = (
  { told, at }: Placed,
  above: Row | undefined,
  conversation: string,
  people: Record<string, Person>,
): Row => {
  const id = newId(at)
  const body = told.body.trim()
  const host = told.person === undefined ? undefined : people[told.person]
  if (told.person && !host)
    throw new Fault(`${FILE}: \`person: ${told.person}\` is not in people/.`)
  return {
    id,
    conversation,
    parentId: above?.id ?? null,
    root: above?.root ?? id,
    path: above ? `${above.path}/${id}` : id,
    depth: above ? above.depth + 1 : 0,
    person: told.person ?? null,
    guestId: host ? null : newId(at),
    name: host?.name ?? told.by ?? '',
    website: told.website ?? null,
    body,
    html: toHtml(body),
    renderer,
    state: 'published',
    shown: true,
    reactions: told.reactions ?? {},
    appreciation: Object.values(told.reactions ?? {}).reduce((sum, count) => sum + count, 0),
    writtenAt: at,
  }
}

const authorOf = (db: Db, { guestId, name, website, writtenAt }: Row, email = ''): Statement[] =>
  guestId
    ? [
        db.insert(guests).values({
          id: guestId,
          name,
          email,
          website,
          confirmedAt: writtenAt,
          createdAt: writtenAt,
        }),
      ]
    : []

/** A row for each, as if each had come from a browser of its own: counts and rows must agree. */
const reactionsTo = (
  db: Db,
  subject: string,
  conversation: string,
  tally: Tally,
  reactedAt: Date,
): Statement[] =>
  Object.entries(tally).flatMap(([emoji, count]) =>
    Array.from({ length: count }, () =>
      db.insert(reactions).values({
        subject,
        conversation,
        emoji,
        visitor: newId(reactedAt),
        address: '',
        first: false,
        reactedAt,
      }),
    ),
  )
