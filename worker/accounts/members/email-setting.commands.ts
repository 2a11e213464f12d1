import { eq } from 'drizzle-orm'
import type { Db } from '../../env'
import { members } from './table'

/** Whether a member gets letters that they may do without. */
export const changeEmailSetting = (db: Db, id: string, isUnmailed: boolean) =>
  db.update(members).set({ isUnmailed }).where(eq(members.id, id))
