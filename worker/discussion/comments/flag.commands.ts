import { and, eq, type SQL } from 'drizzle-orm'
import type { Db } from '../../env'
import { type Comment, comments } from './table'

/** What hosts say of a comment, besides its life. */
export type CommentFlags = Partial<Pick<Comment, 'critical' | 'asks' | 'judgedAt'>>

/** Marks a comment, in the batch that puts it on record. */
export const setCommentFlags = (db: Db, id: string, flags: CommentFlags, isDecided: SQL) =>
  db
    .update(comments)
    .set(flags)
    .where(and(eq(comments.id, id), isDecided))
