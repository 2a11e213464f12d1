import { and, eq } from 'drizzle-orm'
import type { Db } from '../../env'
import type { EmailRecipient, StopScope } from './rules'
import { emailStops, isStopOf } from './table'

/** Stops emails to a recipient; repeating it changes nothing. */
export const stopEmails = (db: Db, { kind, id }: EmailRecipient, scope: StopScope, now: Date) =>
  db
    .insert(emailStops)
    .values({ ...scope, memberId: null, guestId: null, [`${kind}Id`]: id, at: now })
    .onConflictDoNothing()

/** Sends a recipient such emails again; for a guest, also if another with that address stopped them. */
export const resumeEmails = (db: Db, recipient: EmailRecipient, scope: StopScope) =>
  db
    .delete(emailStops)
    .where(
      and(
        isStopOf(recipient),
        eq(emailStops.kind, scope.kind),
        eq(emailStops.conversation, scope.conversation),
      ),
    )
