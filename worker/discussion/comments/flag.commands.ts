import { and, eq, type SQL } from 'drizzle-orm'
import type { Db } from '../../env'
import { type Comment, comments } from './table'

/** The marks that hosts set on a comment, apart from its state. */
export type CommentFlags = Partial<Pick<Comment, 'critical' | 'asks' | 'judgedAt'>>

/** Sets marks on a comment, in the batch that writes the audit log. */
export const setCommentFlags = (db: Db, id: string, flags: CommentFlags, isDecided: SQL) =>
  db
    .update(comments)
    .set(flags)
    .where(and(eq(comments.id, id), isDecided))
