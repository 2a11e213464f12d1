import { and, eq, type SQL } from 'drizzle-orm'
import type { Db } from '../../env'
import { members } from './table'

/** Turns a member’s optional emails on or off. */
export const changeEmailSetting = (db: Db, id: string, isUnmailed: boolean) =>
  db.update(members).set({ isUnmailed }).where(eq(members.id, id))

/** Turns a member’s optional emails off if a condition is true. */
export const turnOffEmailsIf = (db: Db, id: string, condition: SQL) =>
  db
    .update(members)
    .set({ isUnmailed: true })
    .where(and(eq(members.id, id), condition))
