import { sql } from 'drizzle-orm'
import { type ExportFile, isMine } from '../../accounts/members/export-file.table'
import { readMarks } from './table'

/** When a member last read each conversation. Erased with the member, by foreign key. */
export const readMarkFiles: ExportFile[] = [
  {
    file: 'read-marks.json',
    says: 'when you last read each conversation, from which lists know what is new to you',
    read: (db, of) =>
      db
        .select()
        .from(readMarks)
        .where(isMine(sql`${readMarks.memberId}`, of)),
  },
]
