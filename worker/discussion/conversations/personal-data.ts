import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import type { ErasureSubject } from '../../accounts/members/erasure-subject.table'
import type { ExportFile } from '../../accounts/members/export-file.table'
import { conversations } from './table'

/** The topics that somebody started. */
export const isStartedBy = (leaver: ErasureSubject): SQL =>
  sql`${conversations.startedBy} = ${leaver.memberId}`

/** What a topic is called whose title went with whoever gave it. */
const untitled = sql`case ${conversations.kind}
  when 'idea' then 'An idea of a former member'
  when 'resource' then 'A resource of a former member'
  else 'A question of a former member' end`

/**
 * Takes somebody's name and contacts from the topics that they started, and all that these say where it goes:
 * statements for the batch, before the comments that open them are changed.
 *
 * @param isGoing which of those comments go
 * @param isEmptied which stay without their words, because others spoke below them
 */
export const eraseTopicStarter = (
  db: Db,
  leaver: ErasureSubject,
  isGoing: SQL,
  isEmptied: SQL,
): BatchItem<'sqlite'>[] => [
  db
    .update(conversations)
    .set({ title: untitled, slug: sql`${conversations.kind}`, links: null })
    .where(sql`${conversations.opening} in (select comments.id from comments where ${isEmptied})`),
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
    .where(sql`${conversations.opening} in (select comments.id from comments where ${isGoing})`),
  // Those who can be reached may well be they.
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
