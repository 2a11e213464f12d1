import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../env'
import { isSaidBy } from '../comments/leaving'
import type { Leaver } from '../members/leaver'
import { mailbox, outbox } from './table'

/** Letters to somebody or about them: those that wait, those that were sent, those in the mailbox. */
export const removeLetters = (
  db: Db,
  leaver: Leaver,
  /** The keyed hashes of their addresses. */
  recipients: string[],
): BatchItem<'sqlite'>[] => {
  const { memberId, email } = leaver
  return [
    db.delete(outbox).where(sql`coalesce(${memberId}, ${email}) is not null and (
      ${outbox.recipient} in (select value from json_each(${JSON.stringify(recipients)}))
      or ${outbox.subject} = ${memberId}
      or ${outbox.subject} in (select comments.id from comments where ${isSaidBy(leaver)}))`),
    db
      .delete(mailbox)
      .where(sql`lower(${mailbox.to}) = ${email} or instr(lower(${mailbox.text}), ${email})`),
  ]
}
