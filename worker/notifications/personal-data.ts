import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../env'
import type { Leaver } from '../accounts/members/erasure-subject.table'
import { mailbox, outbox } from './table'

/**
 * Erases emails to a person or about them: waiting, sent, and in the local mailbox.
 *
 * @param recipients the keyed hashes of their addresses
 * @param comments a subselect of the ids of their comments
 */
export const removeEmails = (
  db: Db,
  leaver: Leaver,
  { recipients, comments }: { recipients: string[]; comments: SQL },
): BatchItem<'sqlite'>[] => {
  const { memberId, email } = leaver
  return [
    db.delete(outbox).where(sql`coalesce(${memberId}, ${email}) is not null and (
      ${outbox.recipient} in (select value from json_each(${JSON.stringify(recipients)}))
      or ${outbox.subject} = ${memberId}
      or ${outbox.subject} in ${comments})`),
    db
      .delete(mailbox)
      .where(sql`lower(${mailbox.to}) = ${email} or instr(lower(${mailbox.text}), ${email})`),
  ]
}
