import { eq, sql } from 'drizzle-orm'
import { members } from '../../accounts/members/table'
import type { Db } from '../../env'
import { outbox } from '../../notifications/table'

/**
 * The members to whom emails went, by the keyed hash of their mailbox: as far as a row of the outbox
 * of the last 30 days is about them.
 */
export const listRecipients = (db: Db, recipients: readonly string[]) =>
  db
    .selectDistinct({ recipient: outbox.recipient, id: members.id, name: members.name })
    .from(outbox)
    .innerJoin(members, eq(members.id, outbox.subject))
    .where(sql`${outbox.recipient} in (select value from json_each(${JSON.stringify(recipients)}))`)

export type Recipient = Awaited<ReturnType<typeof listRecipients>>[number]
