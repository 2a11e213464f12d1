import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import type { ErasureSubject } from '../../accounts/members/erasure-subject.table'
import type { ExportFile } from '../../accounts/members/export-file.table'
import { conversations } from './table'

/** SQL: the topics that a person started. */
export const isStartedBy = (leaver: ErasureSubject): SQL =>
  sql`${conversations.startedBy} = ${leaver.memberId}`

/** SQL: the title of a topic whose author deleted their own. */
const untitled = sql`case ${conversations.kind}
  when 'idea' then 'An idea of a former member'
  when 'resource' then 'A resource of a former member'
  else 'A question of a former member' end`

/**
 * Removes a person's id and contacts from the topics that they started, and the content of those that
 * are deleted: statements for the batch, before the openings are changed.
 *
 * @param isDeleted SQL: openings that are deleted
 * @param isAnonymized SQL: openings whose text is replaced, because others commented below them
 */
export const eraseTopicStarter = (
  db: Db,
  leaver: ErasureSubject,
  isDeleted: SQL,
  isAnonymized: SQL,
): BatchItem<'sqlite'>[] => [
  db
    .update(conversations)
    .set({ title: untitled, slug: sql`${conversations.kind}`, links: null })
    .where(
      sql`${conversations.opening} in (select comments.id from comments where ${isAnonymized})`,
    ),
  db
    .update(conversations)
    .set({
      title: '',
      slug: 'gone',
      tags: [],
      links: null,
      statusReason: null,
      isListed: false,
    })
    .where(sql`${conversations.opening} in (select comments.id from comments where ${isDeleted})`),
  // The contacts may include the person.
  db.update(conversations).set({ startedBy: null, contacts: null }).where(isStartedBy(leaver)),
]

/** The topics that a member started. */
export const topicFiles: ExportFile[] = [
  {
    file: 'topics.json',
    says: 'the conversations that you started: title, tags, links and contacts; their text is in comments.json',
    read: (db, { subject }) => db.select().from(conversations).where(isStartedBy(subject)),
  },
]
