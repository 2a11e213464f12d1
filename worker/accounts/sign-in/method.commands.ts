import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../env'
import { hasConfirmedEmail } from '../members/table'
import { type Passkey, passkeys, signIns } from './table'

/** Adds an account at a provider to a member; fails if a member has it already. */
export const addAccount = (db: Db, account: typeof signIns.$inferInsert) =>
  db.insert(signIns).values(account)

/** Removes a member’s accounts and passkeys; for a batch. */
export const removeSignInMethods = (db: Db, memberId: string) =>
  [
    db.delete(signIns).where(eq(signIns.userId, memberId)),
    db.delete(passkeys).where(eq(passkeys.memberId, memberId)),
  ] as const

/** Which sign-in methods work now. */
export interface OpenMethods {
  /** The ids of the enabled providers. */
  providers: string[]
  /** Whether the hub can send email. */
  canMail: boolean
}

/** SQL: the member has a working sign-in method besides this one. */
const hasOtherMethod = (
  memberId: string,
  id: string,
  { providers, canMail }: OpenMethods,
): SQL => sql`(
  (${canMail ? 1 : 0} and ${hasConfirmedEmail(memberId)})
  or exists (select 1 from passkeys p where p.member_id = ${memberId} and p.id <> ${id})
  or exists (
    select 1 from sign_ins o
    where o.member_id = ${memberId} and o.id <> ${id}
      and o.provider_id in (select value from json_each(${JSON.stringify(providers)}))
  )
)`

/** Removes an account of this member, unless it is their only working sign-in method. */
export const removeAccount = (db: Db, memberId: string, id: string, open: OpenMethods) =>
  db
    .delete(signIns)
    .where(
      and(eq(signIns.id, id), eq(signIns.userId, memberId), hasOtherMethod(memberId, id, open)),
    )
    .returning({ id: signIns.id })

/** Adds a passkey; returns no row if a member has it already. */
export const addPasskey = (db: Db, key: typeof passkeys.$inferInsert) =>
  db.insert(passkeys).values(key).onConflictDoNothing().returning({ id: passkeys.id })

/** Records a use of a passkey; returns no row if it was used in the meantime. */
export const recordPasskeyUse = (db: Db, key: Passkey, counter: number, now: Date) =>
  db
    .update(passkeys)
    .set({ counter, usedAt: now })
    .where(and(eq(passkeys.id, key.id), eq(passkeys.counter, key.counter)))
    .returning({ id: passkeys.id })

/** Removes a passkey of this member, unless it is their only working sign-in method. */
export const removePasskey = (db: Db, memberId: string, id: string, open: OpenMethods) =>
  db
    .delete(passkeys)
    .where(
      and(eq(passkeys.id, id), eq(passkeys.memberId, memberId), hasOtherMethod(memberId, id, open)),
    )
    .returning({ id: passkeys.id })
