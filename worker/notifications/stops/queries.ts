import { and, asc, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import type { EmailRecipient, EmailTopic, StopScope } from './rules'
import { type EmailStop, emailStops, isStopOf, stopsOfMany } from './table'

/** The most stops on a page, besides those of the email. */
const MAX_SHOWN = 100

/** The most stops that a run asks for. */
const MAX_ASKED = 5000

const selectStops = (db: Db, condition: SQL | undefined) =>
  db
    .selectDistinct({ kind: emailStops.kind, conversation: emailStops.conversation })
    .from(emailStops)
    .where(condition)
    // In the order of the index, so that a limit limits what is read.
    .orderBy(asc(emailStops.conversation), asc(emailStops.kind))
    .limit(MAX_SHOWN)

/** The stops of many members or guests, each with the id of whose it is; for a batch. */
export const selectStopsOf = (db: Db, ids: readonly string[]) =>
  db
    .select({
      recipient: sql<string>`recipient`.as('recipient'),
      kind: sql<EmailStop['kind']>`kind`.as('kind'),
      conversation: sql<string>`conversation`.as('conversation'),
    })
    .from(sql`(${stopsOfMany(ids)})`)
    .limit(MAX_ASKED)

/**
 * What a recipient stopped of what an email is about, and what else they stopped; a guest also what
 * others with the same address stopped.
 */
export const listEmailStops = async (
  db: Db,
  recipient: EmailRecipient,
  { kind, conversation }: EmailTopic,
): Promise<StopScope[]> => {
  const isTheirs = isStopOf(recipient)
  const isOffered = and(
    isTheirs,
    inArray(emailStops.conversation, ['', conversation]),
    inArray(emailStops.kind, ['', kind]),
  )
  const [offered, all] = await db.batch([selectStops(db, isOffered), selectStops(db, isTheirs)])
  const named = new Map([...offered, ...all].map((stop) => [stop.kind + stop.conversation, stop]))
  return [...named.values()]
}
