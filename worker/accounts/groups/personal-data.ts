import { getTableColumns, sql } from 'drizzle-orm'
import { type ExportFile, isMine } from '../members/export-file.table'
import { groups, memberships, requests } from './table'

/** A member’s groups and requests to join. Both are erased with the member, by foreign key. */
export const groupFiles: ExportFile[] = [
  {
    file: 'groups.json',
    says: 'the groups that you are in, and since when',
    read: (db, of) =>
      db
        .select({ ...getTableColumns(memberships), name: groups.name })
        .from(memberships)
        .innerJoin(groups, sql`${groups.id} = ${memberships.groupId}`)
        .where(isMine(sql`${memberships.memberId}`, of)),
  },
  {
    file: 'requests.json',
    says: 'the spaces that you asked to join, and what hosts answered',
    read: (db, of) =>
      db
        .select()
        .from(requests)
        .where(isMine(sql`${requests.memberId}`, of)),
  },
]
