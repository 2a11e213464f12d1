import { sql } from 'drizzle-orm'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import type { ErasureSubject } from './erasure-subject.table'
import { hashHandle } from './erased-handle.token'
import { FORMER_HANDLE_MS } from './handle.rules'
import { erasedHandles, members } from './table'

/** How many expired rows are deleted per run. */
const ROWS_PER_RUN = 500

interface HeldHandle {
  handle: string
  at: number
  isCurrent: number
}

/** The handle of the subject, and those given up within the year; a guest has none. */
const listHandles = (db: Db, { memberId }: ErasureSubject, now: Date) =>
  db.all<HeldHandle>(sql`
    select lower(handle) as handle, ${now.getTime()} as at, 1 as isCurrent
      from ${members} where id = ${memberId}
    union all select handle, changed_at, 0 from former_handles
      where member_id = ${memberId} and changed_at > ${now.getTime() - FORMER_HANDLE_MS}`)

/**
 * Reserves the handles of a member for a year; for the batch that erases them, before their row is
 * deleted. That batch fails if the handle was changed after it was read here.
 */
export const reserveHandles = async (
  db: Db,
  secret: string,
  subject: ErasureSubject,
  now: Date,
) => {
  const held = await listHandles(db, subject, now)
  const hashes = await Promise.all(held.map(({ handle }) => hashHandle(secret, handle)))
  return held.map(({ handle, at, isCurrent }, nth) =>
    insertIf(
      db,
      erasedHandles,
      { hash: hashes[nth]!, erasedAt: new Date(at) },
      sql`from members m where m.id = ${subject.memberId}`,
      isCurrent
        ? { hash: sql`case when lower(m.handle) = ${handle} then ${hashes[nth]!} end` }
        : {},
    ).onConflictDoUpdate({
      target: erasedHandles.hash,
      set: { erasedAt: sql`excluded.erased_at` },
    }),
  )
}

/** Deletes up to 500 reservations that are over. */
export const deleteOldErasedHandles = (db: Db, now: Date) =>
  db.delete(erasedHandles).where(sql`${erasedHandles.hash} in (select hash from erased_handles
    where erased_at <= ${now.getTime() - FORMER_HANDLE_MS} order by erased_at limit ${ROWS_PER_RUN})`)
