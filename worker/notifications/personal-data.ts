import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../env'
import type { ErasureSubject } from '../accounts/members/erasure-subject.table'
import type { ExportFile } from '../accounts/members/export-file.table'
import { mailbox, outbox, stoppedAddresses } from './table'

/**
 * Erases emails to a person or about them: waiting, sent, and in the local mailbox; and that their
 * address gets no more. Providers keep lists of their own, and refuse the next email to it.
 *
 * @param recipients the keyed hashes of their addresses
 * @param comments a subselect of the ids of their comments
 * @param guests a subselect of their ids as guests
 */
export const removeEmails = (
  db: Db,
  leaver: ErasureSubject,
  { recipients, comments, guests }: { recipients: string[]; comments: SQL; guests: SQL },
): BatchItem<'sqlite'>[] => {
  const { memberId, email } = leaver
  return [
    db.delete(outbox).where(sql`coalesce(${memberId}, ${email}) is not null and (
      ${outbox.recipient} in (select value from json_each(${JSON.stringify(recipients)}))
      or ${outbox.subject} = ${memberId}
      or ${outbox.subject} in ${guests}
      or ${outbox.subject} in ${comments})`),
    db.delete(stoppedAddresses).where(sql`coalesce(${memberId}, ${email}) is not null and
      ${stoppedAddresses.recipient} in (select value from json_each(${JSON.stringify(recipients)}))`),
    db
      .delete(mailbox)
      .where(sql`lower(${mailbox.to}) = ${email} or instr(lower(${mailbox.text}), ${email})`),
  ]
}

const { text: _text, html: _html, headers: _headers, ...ofMailbox } = getTableColumns(mailbox)

/** Without the recipient's hash, and without what only the sender needs. */
const ofOutbox = {
  id: outbox.id,
  event: outbox.event,
  subject: outbox.subject,
  createdAt: outbox.createdAt,
  sentAt: outbox.sentAt,
}

/** Without the recipient's hash. */
const { recipient: _recipient, ...ofStopped } = getTableColumns(stoppedAddresses)

/** Emails to a person, without their text: a link in it could let a reader of the file sign in. */
export const emailFiles: ExportFile[] = [
  {
    file: 'letters.json',
    says: 'emails to you, waiting or sent: what kind, and when',
    read: (db, { subject, recipients }) =>
      db.select(ofOutbox).from(outbox).where(sql`${outbox.recipient} in (
          select value from json_each(${JSON.stringify(recipients)}))
        or ${outbox.subject} = ${subject.memberId}`),
  },
  {
    file: 'stopped-addresses.json',
    says: 'that emails to you stopped, because your address bounced or you reported one as spam',
    read: (db, { recipients }) =>
      db.select(ofStopped).from(stoppedAddresses).where(sql`${stoppedAddresses.recipient} in (
          select value from json_each(${JSON.stringify(recipients)}))`),
  },
  {
    file: 'mailbox.json',
    says: 'emails to you in the local mailbox of a hub that runs on its developer’s own machine',
    read: (db, { subject }) =>
      db
        .select(ofMailbox)
        .from(mailbox)
        .where(sql`lower(${mailbox.to}) = ${subject.email}`),
  },
]
