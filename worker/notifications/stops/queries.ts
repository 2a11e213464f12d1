import { desc } from 'drizzle-orm'
import type { Db } from '../../env'
import type { EmailRecipient } from './rules'
import { emailStops, isStopOf } from './table'

/** The most stops on a page. */
const MAX_SHOWN = 100

/** What a recipient stopped, newest first; a guest also what others with the same address stopped. */
export const listEmailStops = (db: Db, recipient: EmailRecipient) =>
  db
    .selectDistinct({ kind: emailStops.kind, conversation: emailStops.conversation })
    .from(emailStops)
    .where(isStopOf(recipient))
    .orderBy(desc(emailStops.at))
    .limit(MAX_SHOWN)
