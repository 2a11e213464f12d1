import { eq, sql } from 'drizzle-orm'
import type { Conversation } from '../../../site/contract/conversation'
import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../conversations/rules'
import { toTopic } from '../conversations/rules'
import { conversations } from '../conversations/table'
import type { Db } from '../../env'
import { isPublicConversation } from '../../accounts/access/rules'

/** The most duplicates listed on a question's page. */
const MAX_SHOWN = 20

type Row = typeof conversations.$inferSelect

/** The original and the duplicates of a question. */
export interface QuestionDuplicates {
  /** Whether this question was closed as a duplicate. */
  isClosed: boolean
  /** The earlier question, or the target of its merge. */
  original: Row | undefined
  /** The questions that were closed as duplicates of this one. */
  duplicates: Row[]
}

const original = sql`(select coalesce(o.merged_into, o.id)
  from conversations d join conversations o on o.id = d.duplicate_of`

/** The original and the duplicates of a question, in one round trip. */
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
      .limit(MAX_SHOWN),
  ])
  return { isClosed: Boolean(closed?.of), original: first, duplicates }
}

/** The conversation of a row: a topic from the row, a post from the build. */
export const toConversation = (
  hub: Pick<Hub, 'conversations' | 'topics'>,
  row: Row,
): Conversation | undefined => toTopic(row) ?? conversationById(hub, row.id)

/** Whether the page of one may link to the other: all its readers may read that too, and it is listed. */
export const mayLinkTo = (
  hub: Pick<Hub, 'spaces' | 'levels'>,
  one: Pick<Conversation, 'space'>,
  other: Pick<Conversation, 'space' | 'isListed'>,
): boolean =>
  other.isListed !== false && (other.space === one.space || isPublicConversation(hub, other))
