import { eq } from 'drizzle-orm'
import type { Db } from '../../env'
import { type Announcement, announcements } from './table'

/** The announcements of a conversation, unfinished ones too. */
export const listAnnouncements = (db: Db, conversation: string): Promise<Announcement[]> =>
  db.select().from(announcements).where(eq(announcements.conversation, conversation))
