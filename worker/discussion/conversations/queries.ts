import { eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { conversations } from './table'

/** A post of which nobody has said or given anything yet, as its row would be. */
export const emptyCounts = (id: string): typeof conversations.$inferSelect => ({
  id,
  comments: 0,
  shown: 0,
  reactions: {},
  lastCommentAt: null,
  lockedAt: null,
  pinned: null,
  answer: null,
  kind: null,
  title: null,
  slug: null,
  space: null,
  tags: null,
  links: null,
  contacts: null,
  opening: null,
  state: null,
  startedAt: null,
  startedBy: null,
  isListed: false,
  mergedInto: null,
  duplicateOf: null,
  status: null,
  statusReason: null,
  votes: 0,
})

/** The counts of a conversation; none, if nobody has said or given anything yet. */
export const findCounts = (db: Db, id: string) =>
  db.select().from(conversations).where(eq(conversations.id, id)).limit(1)

/** What lists tell of a conversation. */
const counts = {
  id: conversations.id,
  comments: conversations.comments,
  votes: conversations.votes,
  answer: conversations.answer,
}

/** What lists tell of these conversations; those of which nothing is to be told are left out. */
export const listConversationCounts = (db: Db, ids: string[]) =>
  db
    .select(counts)
    .from(conversations)
    // One JSON text, because a list may be longer than the parameters that D1 binds.
    .where(inArray(conversations.id, sql`(select value from json_each(${JSON.stringify(ids)}))`))
