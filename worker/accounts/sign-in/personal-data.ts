import { getTableColumns, sql } from 'drizzle-orm'
import type { Db } from '../../env'
import type { ErasureSubject } from '../members/erasure-subject.table'
import { type ExportFile, isMine } from '../members/export-file.table'
import { passkeys, sessions, signIns, verifications } from './table'

const { token: _token, ...ofSessions } = getTableColumns(sessions)

const unproven = sql`lower(${verifications.identifier} || ' ' || ${verifications.value})`

/** Deletes pending verifications about a person: they may hold their address or their id. */
export const removeVerificationsOf = (db: Db, { memberId, email }: ErasureSubject) =>
  db
    .delete(verifications)
    .where(sql`instr(${unproven}, ${email}) or instr(${unproven}, ${memberId})`)

/** How a member signs in, without session tokens and mailed links: a reader of the file could act as them. */
export const signInFiles: ExportFile[] = [
  {
    file: 'sign-ins.json',
    says: 'the accounts elsewhere with which you sign in; their passwords and keys never reach us',
    read: (db, of) =>
      db
        .select()
        .from(signIns)
        .where(isMine(sql`${signIns.userId}`, of)),
  },
  {
    file: 'passkeys.json',
    says: 'your passkeys: the public half, which opens nothing',
    read: (db, of) =>
      db
        .select()
        .from(passkeys)
        .where(isMine(sql`${passkeys.memberId}`, of)),
  },
  {
    file: 'sessions.json',
    says: 'the browsers in which you are signed in',
    read: (db, of) =>
      db
        .select(ofSessions)
        .from(sessions)
        .where(isMine(sql`${sessions.userId}`, of)),
  },
  {
    file: 'waiting.json',
    says: 'what waits to be confirmed, such as a link that was emailed to you, without the link itself',
    read: (db, { subject }) =>
      db
        .select({
          id: verifications.id,
          expiresAt: verifications.expiresAt,
          createdAt: verifications.createdAt,
        })
        .from(verifications)
        .where(
          sql`instr(${unproven}, ${subject.email}) or instr(${unproven}, ${subject.memberId})`,
        ),
  },
]
