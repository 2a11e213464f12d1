import { sql } from 'drizzle-orm'
import { type ExportFile, isMine } from '../../accounts/members/export-file.table'
import { votes } from './table'

/** The votes of a member. They are erased with the member, by foreign key. */
export const voteFiles: ExportFile[] = [
  {
    file: 'votes.json',
    says: 'the ideas that you voted for',
    read: (db, of) =>
      db
        .select()
        .from(votes)
        .where(isMine(sql`${votes.memberId}`, of)),
  },
]
