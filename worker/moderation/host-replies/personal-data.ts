import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { isWrittenBy } from '../../discussion/comments/personal-data'
import { FORMER } from '../../audit/commands'
import type { Db } from '../../env'
import type { Leaver } from '../../accounts/members/erasure-subject.table'
import { remarks, savedReplies } from './table'

/**
 * What a host saved for others to use stays without them; what was remarked about a reply of theirs
 * goes, and what they remarked about others' stays without them.
 */
export const forgetReplies = (db: Db, leaver: Leaver): BatchItem<'sqlite'>[] => [
  db.delete(remarks).where(sql`${remarks.comment} in (
    select comments.id from comments where ${isWrittenBy(leaver)})`),
  db
    .update(remarks)
    .set({ by: FORMER })
    .where(sql`${remarks.by} = ${leaver.memberId}`),
  db
    .update(savedReplies)
    .set({ by: FORMER })
    .where(sql`${savedReplies.by} = ${leaver.memberId}`),
]
