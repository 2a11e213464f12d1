import { eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { conversations } from './table'

/** The row of a post before its first comment, reaction or mark. */
export const emptyCounts = (id: string): typeof conversations.$inferSelect => ({
  id,
  comments: 0,
  shown: 0,
  reactions: {},
  lastComment: null,
  lastCommentAt: null,
  activeAt: null,
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

/** The row of a conversation; none for a post before its first comment, reaction or mark. */
export const findCounts = (db: Db, id: string) =>
  db.select().from(conversations).where(eq(conversations.id, id)).limit(1)

/** The columns that lists show. */
const counts = {
  id: conversations.id,
  comments: conversations.comments,
  votes: conversations.votes,
  answer: conversations.answer,
}

/** The counts of these conversations for lists; posts without a row are left out. */
export const listConversationCounts = (db: Db, ids: string[]) =>
  db
    .select(counts)
    .from(conversations)
    // One JSON text, because a list may be longer than the parameters that D1 binds.
    .where(inArray(conversations.id, sql`(select value from json_each(${JSON.stringify(ids)}))`))
