import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { commentIdsOf } from '../../discussion/comments/personal-data'
import { FORMER_MEMBER } from '../../audit/rules'
import type { Db } from '../../env'
import type { ErasureSubject } from '../../accounts/members/erasure-subject.table'
import { type ExportFile, isMine } from '../../accounts/members/export-file.table'
import { remarks, savedReplies } from './table'

/**
 * Erases a leaving host from saved replies and remarks. Remarks on their own replies are deleted;
 * saved replies and their remarks on other replies stay, without their name.
 */
export const eraseHostReplies = (db: Db, leaver: ErasureSubject): BatchItem<'sqlite'>[] => [
  db.delete(remarks).where(sql`${remarks.comment} in ${commentIdsOf(leaver)}`),
  db
    .update(remarks)
    .set({ by: FORMER_MEMBER })
    .where(sql`${remarks.by} = ${leaver.memberId}`),
  db
    .update(savedReplies)
    .set({ by: FORMER_MEMBER })
    .where(sql`${savedReplies.by} = ${leaver.memberId}`),
]

/** The export of a host's saved replies and remarks. */
export const hostReplyFiles: ExportFile[] = [
  {
    file: 'saved-replies.json',
    says: 'the replies that you saved, or last changed, for all hosts',
    read: (db, of) =>
      db
        .select()
        .from(savedReplies)
        .where(isMine(sql`${savedReplies.by}`, of)),
  },
  {
    file: 'remarks.json',
    says: 'your remarks about replies of other hosts',
    read: (db, of) =>
      db
        .select()
        .from(remarks)
        .where(isMine(sql`${remarks.by}`, of)),
  },
]
