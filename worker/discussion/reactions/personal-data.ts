import { type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { uncountCommentReactions } from '../comments/commands'
import { uncountConversationReactions } from '../conversations/commands'
import type { Db } from '../../env'
import {
  confirmedGuestsOf,
  guestsOf,
  type ErasureSubject,
} from '../../accounts/members/erasure-subject.table'
import type { ExportFile } from '../../accounts/members/export-file.table'
import { reactions } from './table'

/** SQL: the reactions of a person, as a member or as a guest. */
export const isReactionBy = (leaver: ErasureSubject): SQL =>
  sql`(reactions.visitor = ${leaver.memberId} or reactions.visitor in ${guestsOf(leaver)})`

const removeReactions = (db: Db, which: SQL): BatchItem<'sqlite'>[] => [
  uncountCommentReactions(db, which),
  uncountConversationReactions(db, which),
  db.delete(reactions).where(which),
]

/**
 * Deletes the reactions of a person and updates the counts. If they stayed, the person could sign up
 * again and react again, without end.
 */
export const eraseReactions = (db: Db, leaver: ErasureSubject) =>
  removeReactions(db, isReactionBy(leaver))

/**
 * Gives a member the reactions of their guests. The same reaction from two browsers, or from before
 * and after signing in, counts once.
 */
export const claimReactions = (db: Db, memberId: string): BatchItem<'sqlite'>[] => {
  const asGuest = sql`reactions.visitor in ${confirmedGuestsOf(memberId)}`
  const isDuplicate = sql`${asGuest} and exists (
    select 1 from reactions other
    where other.subject = reactions.subject and other.emoji = reactions.emoji
      and (other.visitor = ${memberId}
        or (other.visitor < reactions.visitor and other.visitor in ${confirmedGuestsOf(memberId)})))`
  return [
    ...removeReactions(db, isDuplicate),
    db.update(reactions).set({ visitor: memberId }).where(asGuest),
  ]
}

/** The reactions that a person gave. */
export const reactionFiles: ExportFile[] = [
  {
    file: 'reactions.json',
    says: 'the reactions that you gave, and to what',
    read: (db, { subject }) => db.select().from(reactions).where(isReactionBy(subject)),
  },
]
