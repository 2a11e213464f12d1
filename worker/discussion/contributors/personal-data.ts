import { getTableColumns, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Db } from '../../env'
import type { ErasureSubject } from '../../accounts/members/erasure-subject.table'
import { type ExportFile, isMine } from '../../accounts/members/export-file.table'
import { browsers, credits, standings, uses } from './table'

/** SQL: the credits that a member gave; guests give none. */
export const isCreditedBy = ({ memberId }: ErasureSubject) => sql`${credits.giver} = ${memberId}`

/**
 * Deletes the credits for reactions and uses that a member gave; those for accepted answers stay
 * without the giver, as the mark on the answer does.
 */
export const eraseCredits = (db: Db, leaver: ErasureSubject): BatchItem<'sqlite'>[] => [
  db.delete(credits).where(sql`${isCreditedBy(leaver)} and ${credits.kind} <> 'acceptance'`),
  db
    .update(credits)
    .set({ giver: sql`'former-' || lower(hex(randomblob(8)))` })
    .where(isCreditedBy(leaver)),
]

/** A member's points, the credits that they come from, and their browsers. */
export const contributorFiles: ExportFile[] = [
  {
    file: 'uses.json',
    says: 'the resources that you said you used',
    read: (db, of) =>
      db
        .select()
        .from(uses)
        .where(isMine(sql`${uses.memberId}`, of)),
  },
  {
    file: 'credits.json',
    says: 'what others did with your work, as it counts among the contributors, without who they are',
    read: (db, of) => {
      const { giver: _giver, ...shown } = getTableColumns(credits)
      return db
        .select(shown)
        .from(credits)
        .where(isMine(sql`${credits.memberId}`, of))
    },
  },
  {
    file: 'credits-you-gave.json',
    says: 'what you did with the work of others, as it counts for them, without who they are',
    read: (db, { subject }) => {
      const { memberId: _to, ...shown } = getTableColumns(credits)
      return db.select(shown).from(credits).where(isCreditedBy(subject))
    },
  },
  {
    file: 'standings.json',
    says: 'your points among the contributors, in all and with each tag',
    read: (db, of) =>
      db
        .select()
        .from(standings)
        .where(isMine(sql`${standings.memberId}`, of)),
  },
  {
    file: 'browsers.json',
    says: 'in which browsers you acted, in a scrambled form that cannot be turned back; deleted after 90 days',
    read: (db, of) =>
      db
        .select()
        .from(browsers)
        .where(isMine(sql`${browsers.memberId}`, of)),
  },
]
