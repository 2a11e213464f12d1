import { eq } from 'drizzle-orm'
import type { Db } from '../../env'
import { selectMemberByEmail } from '../../accounts/members/queries'
import { guests } from '../../accounts/members/table'
import { findCounts } from '../conversations/queries'
import { isLocked } from '../conversations/rules'
import type { SpamSigns, Inspection } from '../spam/rules'
import { selectSpamSigns } from './spam-signs.queries'
import { comments } from './table'
import {
  type CommentContent,
  findDuplicate,
  findRecentCounts,
  type Writer,
} from './write-guards.queries'
import { logFailure } from '../../lib/log-failure'

const statements = (db: Db, writer: Writer, content: CommentContent) =>
  [
    db
      .select()
      .from(comments)
      .where(eq(comments.id, content.parentId ?? ''))
      .limit(1),
    db
      .select()
      .from(guests)
      .where(eq(guests.id, writer.visitor ?? ''))
      .limit(1),
    findDuplicate(db, writer, content),
    selectMemberByEmail(db, writer.email),
    findCounts(db, content.conversation),
    findRecentCounts(db, writer, content.writtenAt),
  ] as const

/** The results of statements, in the same order. */
type Results<All extends readonly unknown[]> = { readonly [At in keyof All]: Awaited<All[At]> }

const named = ([[parent], [guest], [duplicate], [addressee], [counts], [recent]]: Results<
  ReturnType<typeof statements>
>) => ({
  parent,
  guest,
  duplicate,
  addressee,
  isLocked: isLocked(counts),
  isMerged: Boolean(counts?.mergedInto),
  recent: recent!,
})

/**
 * What the checks of a new comment read, in one round trip. `addressee` is the member with
 * the email address that a guest has typed, which does not prove that the guest is that member. If
 * the spam filter's data cannot be read, the rest is read without it and `found` is `undefined`.
 */
export const readBeforeInsert = async (
  db: Db,
  writer: Writer,
  content: CommentContent,
  { digest }: Inspection,
) => {
  const reads = statements(db, writer, content)
  try {
    const signs = selectSpamSigns(db, digest, content.writtenAt)
    const [[repeats], [filter], ...results] = await db.batch([...signs, ...reads])
    const found: SpamSigns = { repeats, filter }
    return { ...named(results), found }
  } catch (error) {
    logFailure('the data of the spam filter cannot be read', error)
    return { ...named(await db.batch(reads)), found: undefined }
  }
}

export type BeforeInsert = Awaited<ReturnType<typeof readBeforeInsert>>
