import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Hub } from '../site/contract'
import type { Person } from '../site/people/schema'
import { addComment } from '../worker/comments/queries'
import { placeOf } from '../worker/comments/rules'
import { type NewComment, comments } from '../worker/comments/table'
import { conversations } from '../worker/conversations/table'
import type { Db } from '../worker/env'
import { newId } from '../worker/kit/id'
import { addGuest } from '../worker/members/queries'
import { reactions } from '../worker/reactions/table'
import { renderer, toHtml } from '../worker/text/markdown'
import { Fault } from './fault'
import { type Gathering, gathering } from './gathering'
import { FILE, inOrder, type Placed, readSample, type Sample, type Tally } from './sample-file'

type People = Record<string, Person>

/**
 * Lets an empty hub be seen alive: the sample conversations of the content folder, all of them or
 * none. A hub in which somebody has spoken is left alone. Gives back how many comments it loaded.
 */
export const loadSample = async (
  db: Db,
  folder: string,
  { hub, people, now = new Date() }: { hub: Hub; people: People; now?: Date },
): Promise<number> => {
  const path = resolve(folder, FILE)
  if (!existsSync(path)) return 0
  const spoken = await db.select({ id: comments.id }).from(comments).limit(1)
  if (spoken.length > 0) return 0

  const gathered = gathering(db)
  for (const sample of readSample(path)) await addConversation(gathered, sample, hub, people, now)
  await gathered.save()
  return db.$count(comments)
}

const addConversation = async (
  gathered: Gathering,
  sample: Sample,
  { slugs }: Hub,
  people: People,
  now: Date,
) => {
  const conversation = slugs[sample.on]
  if (!conversation)
    throw new Fault(`${FILE}: \`on: ${sample.on}\` is the slug of no post that is shown.`)
  const rows = new Map<unknown, NewComment>()
  for (const placed of inOrder(sample, now)) {
    const row = rowOf(placed, rows.get(placed.above), conversation, authorOf(placed, people))
    rows.set(placed.told, row)
    addAuthor(gathered, row, placed)
    await addComment(gathered.db, row)
    addReactions(gathered, row.id, conversation, row.reactions ?? {}, placed.at)
  }
  const tally = sample.reactions ?? {}
  gathered.add(
    gathered.db
      .insert(conversations)
      .values({ id: conversation, reactions: tally })
      .onConflictDoUpdate({ target: conversations.id, set: { reactions: tally } }),
  )
  addReactions(gathered, conversation, conversation, tally, now)
}

const authorOf = ({ told: { by, person, website } }: Placed, people: People) => {
  if (!person) return { name: by ?? '', website: website ?? null, person: null }
  const known = people[person]
  if (known) return { name: known.name, website: null, person }
  throw new Fault(`${FILE}: \`person: ${person}\` is nobody in people/.`)
}

const rowOf = (
  { told, at }: Placed,
  parent: NewComment | undefined,
  conversation: string,
  author: Pick<NewComment, 'name' | 'website' | 'person'>,
): NewComment => {
  const id = newId(at)
  const body = told.body.trim()
  return {
    ...author,
    ...placeOf(id, parent && { ...parent, sunk: false }),
    id,
    conversation,
    parentId: parent?.id ?? null,
    guestId: author.person ? null : newId(at),
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

const addAuthor = ({ db, add }: Gathering, row: NewComment, { told, at }: Placed) => {
  if (!row.guestId) return
  const { name, website = null } = row
  const who = { name, website, email: told.email ?? '', remember: false }
  add(addGuest(db, { id: row.guestId, ...who, confirmedAt: at, createdAt: at }))
}

/** A row for each, as if each had come from a browser of its own: counts and rows must agree. */
const addReactions = (
  { db, add }: Gathering,
  subject: string,
  conversation: string,
  tally: Tally,
  at: Date,
) => {
  for (const [emoji, count] of Object.entries(tally))
    for (let given = 0; given < count; given++)
      add(
        db.insert(reactions).values({
          subject,
          conversation,
          emoji,
          visitor: newId(at),
          address: '',
          first: false,
          reactedAt: at,
        }),
      )
}
