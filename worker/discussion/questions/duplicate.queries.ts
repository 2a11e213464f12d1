import { eq, sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../conversations/rules'
import { toTopic } from '../conversations/rules'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { isPublicConversation } from '../../accounts/access/rules'

/** Duplicates of a question that its page names; more would say nothing more. */
const SHOWN = 20

type Row = typeof conversations.$inferSelect

/** Questions about the same as one, as the database knows them. */
export interface QuestionDuplicates {
  /** Whether this one was closed because it was asked before. */
  isClosed: boolean
  /** Where it was, or what that was merged into. */
  original: Row | undefined
  /** Those that were closed because of this one. */
  duplicates: Row[]
}

const original = sql`(select coalesce(o.merged_into, o.id)
  from conversations d join conversations o on o.id = d.duplicate_of`

/** The questions about the same, in one round trip. */
export const findQuestionDuplicates = async (db: Db, id: string): Promise<QuestionDuplicates> => {
  const [[closed], [first], duplicates] = await db.batch([
    db
      .select({ of: conversations.duplicateOf })
      .from(conversations)
      .where(eq(conversations.id, id))
      .limit(1),
    db
      .select()
      .from(conversations)
      .where(sql`${conversations.id} = ${original} where d.id = ${id})`),
    db
      .select()
      .from(conversations)
      .where(eq(conversations.duplicateOf, id))
      .orderBy(conversations.id)
      .limit(SHOWN),
  ])
  return { isClosed: Boolean(closed?.of), original: first, duplicates }
}

/** A row as the conversation it is of: a topic's says it all, a post's is known by the build. */
export const toConversation = (
  hub: Pick<Hub, 'conversations' | 'topics'>,
  row: Row,
): Conversation | undefined => toTopic(row) ?? conversationById(hub, row.id)

/**
 * Whether the page of one may name the other: everybody who reads it may read that too, and it
 * stands in lists.
 */
export const mayLinkTo = (
  hub: Pick<Hub, 'spaces' | 'levels'>,
  one: Pick<Conversation, 'space'>,
  other: Pick<Conversation, 'space' | 'isListed'>,
): boolean =>
  other.isListed !== false && (other.space === one.space || isPublicConversation(hub, other))
