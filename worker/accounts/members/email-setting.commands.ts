import { eq } from 'drizzle-orm'
import type { Db } from '../../env'
import { members } from './table'

/** Turns a member’s optional emails on or off. */
export const changeEmailSetting = (db: Db, id: string, isUnmailed: boolean) =>
  db.update(members).set({ isUnmailed }).where(eq(members.id, id))
