import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { commentsOf } from '../../discussion/comments/personal-data'
import { FORMER } from '../../audit/commands'
import type { Db } from '../../env'
import type { Leaver } from '../../accounts/members/erasure-subject.table'
import { remarks, savedReplies } from './table'

/**
 * Saved replies stay without their author. Remarks about the leaver's own replies are deleted;
 * their
 * remarks about other replies stay without their author.
 */
export const forgetReplies = (db: Db, leaver: Leaver): BatchItem<'sqlite'>[] => [
  db.delete(remarks).where(sql`${remarks.comment} in ${commentsOf(leaver)}`),
  db
    .update(remarks)
    .set({ by: FORMER })
    .where(sql`${remarks.by} = ${leaver.memberId}`),
  db
    .update(savedReplies)
    .set({ by: FORMER })
    .where(sql`${savedReplies.by} = ${leaver.memberId}`),
]
