import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { isSaidBy } from '../comments/leaving'
import type { Db } from '../env'
import { newId } from '../kit/id'
import { insertIf } from '../kit/insert'
import { FORMER, type Leaver } from '../members/leaver'
import { log } from '../audit/table'

/**
 * That somebody left, and not who. What was done about them stays on record without them, without
 * the reason, which may name them; and so does what they did as a host.
 */
export const recordLeaving = (
  db: Db,
  leaver: Leaver,
  { as, comments }: { as: 'member' | 'guest'; comments: 'stay' | 'go' },
  now: Date,
): BatchItem<'sqlite'>[] => {
  const { memberId, email } = leaver
  return [
    insertIf(
      db,
      log,
      {
        id: newId(now),
        at: now,
        by: FORMER,
        act: 'leaving',
        subject: FORMER,
        detail: { as, comments },
      },
      as === 'member'
        ? sql`where ${memberId} is not null`
        : sql`where exists (select 1 from guests where lower(guests.email) = ${email})`,
    ),
    db
      .update(log)
      .set({ subject: FORMER, reason: null, detail: null })
      .where(sql`${log.subject} = ${memberId}`),
    db
      .update(log)
      .set({ by: FORMER })
      .where(sql`${log.by} = ${memberId}`),
    // What was decided about their comments stays on record; why, and what it was like, may name them.
    db.update(log).set({ reason: null }).where(sql`${log.subject} in (
    select comments.id from comments where ${isSaidBy(leaver)})`),
  ]
}
