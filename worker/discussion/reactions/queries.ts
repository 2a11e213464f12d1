import { and, eq } from 'drizzle-orm'
import type { Db } from '../../env'
import { reactions } from './table'

/** The reactions of one visitor to a conversation and its comments. */
export const listOwnReactions = (db: Db, conversation: string, visitor: string) =>
  db
    .select({ subject: reactions.subject, emoji: reactions.emoji })
    .from(reactions)
    .where(and(eq(reactions.visitor, visitor), eq(reactions.conversation, conversation)))
    .limit(500)
