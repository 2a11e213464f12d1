import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { uncountComments } from '../conversations/commands'
import { FORMER_MEMBER } from '../../audit/rules'
import type { Db } from '../../env'
import {
  confirmedGuestsOf,
  guestsOf,
  type ErasureSubject,
} from '../../accounts/members/erasure-subject.table'
import { type ExportFile, isMine } from '../../accounts/members/export-file.table'
import type { Member } from '../../accounts/members/table'
import { comments, mentions, removals, versions } from './table'
import { erasedColumns } from './state-change.commands'

/** What happens to a person's comments when they delete their account: anonymized, or deleted. */
export type ErasureChoice = 'stay' | 'go'

/** SQL: the comments that a person wrote, as a member or as a guest. */
export const isWrittenBy = (leaver: ErasureSubject): SQL =>
  sql`(${comments.memberId} = ${leaver.memberId} or ${comments.guestId} in ${guestsOf(leaver)})`

/** SQL: a subselect of the ids of all comments that a person wrote. */
export const commentIdsOf = (leaver: ErasureSubject): SQL =>
  sql`(select comments.id from comments where ${isWrittenBy(leaver)})`

/** SQL: the opening of a topic with comments by others, which would be deleted with it. */
const hasRepliesByOthers = (leaver: ErasureSubject): SQL => sql`(
  ${comments.opens} = 1 and ${comments.state} in ('published', 'faded') and exists (
    select 1 from comments o
    where o.conversation = ${comments.conversation} and o.opens = 0
      and o.state in ('published', 'faded')
      and o.member_id is not ${leaver.memberId}
      and coalesce(o.guest_id, '') not in ${guestsOf(leaver)}))`

/** SQL: comments that are deleted. Held and removed ones always are: their author can no longer be asked. */
export const isErased = (leaver: ErasureSubject, choice: ErasureChoice): SQL =>
  choice === 'go'
    ? sql`${isWrittenBy(leaver)} and not ${hasRepliesByOthers(leaver)}`
    : sql`${isWrittenBy(leaver)} and ${comments.state} in ('held', 'removed')`

/** SQL: openings whose text is replaced, because others commented below them. */
export const isAnonymized = (leaver: ErasureSubject, choice: ErasureChoice): SQL =>
  choice === 'go' ? sql`${isWrittenBy(leaver)} and ${hasRepliesByOthers(leaver)}` : sql`false`

/** Replaces the text of an opening that its author deleted. */
const ANONYMIZED_TEXT =
  'The author of this conversation has deleted their account and their text. The comments of others are still here.'

/** SQL: the threads with a deleted comment of theirs. */
const threads = (leaver: ErasureSubject): SQL =>
  sql`(select ${comments.root} from ${comments}
    where ${isWrittenBy(leaver)} and ${comments.state} = 'removed')`

/** SQL: the readable comments of these threads, and all their ancestors. */
const stillShown = (leaver: ErasureSubject): SQL => sql`(
  with recursive visible (id, parent_id) as (
    select x.id, x.parent_id from comments x
    where x.root in ${threads(leaver)} and x.state in ('published', 'faded')
    union
    select p.id, p.parent_id from visible join comments p on p.id = visible.parent_id
  )
  select id from visible)`

/** Updates which comments are shown, and how many replies each has. */
const recountThreads = (db: Db, leaver: ErasureSubject): BatchItem<'sqlite'>[] => [
  db
    .update(comments)
    .set({ shown: sql`${comments.id} in ${stillShown(leaver)}` })
    .where(sql`${comments.root} in ${threads(leaver)}`),
  db
    .update(comments)
    .set({
      replies: sql`(select count(*) from comments r where r.parent_id = ${comments.id} and r.shown)`,
    })
    .where(sql`${comments.root} in ${threads(leaver)}`),
]

const removeName = (db: Db, leaver: ErasureSubject, name: string) =>
  db
    .update(comments)
    .set({
      name: sql`case ${comments.state} when 'removed' then '' else ${name} end`,
      guestId: null,
      memberId: null,
      person: null,
      handle: null,
      level: null,
      website: null,
      address: null,
      formKey: null,
    })
    .where(isWrittenBy(leaver))

/**
 * Erases a person's name from their comments, and the text too where it is deleted, and updates all
 * counts: statements for one batch, however many comments there are.
 */
export const eraseAuthor = (
  db: Db,
  leaver: ErasureSubject,
  choice: ErasureChoice,
  /** The name on the comments that stay. */
  name: string,
): BatchItem<'sqlite'>[] => [
  ...(choice === 'go' ? [uncountComments(db, isWrittenBy(leaver))] : []),
  // Versions of deleted topics are deleted; their edits of other topics stay, without their name.
  db.delete(versions).where(sql`${versions.comment} in (
    select comments.id from comments
    where ${isErased(leaver, choice)} or ${isAnonymized(leaver, choice)})`),
  db
    .update(versions)
    .set({ by: FORMER_MEMBER, more: sql`json_set(${versions.more}, '$.contacts', json('[]'))` })
    .where(sql`${versions.by} = ${leaver.memberId}`),
  // A removal can no longer be undone.
  db.delete(removals).where(sql`${removals.comment} in (
    select comments.id from comments where ${isWrittenBy(leaver)})`),
  db
    .update(comments)
    .set({ readBy: FORMER_MEMBER })
    .where(sql`${comments.readBy} = ${leaver.memberId}`),
  db
    .update(comments)
    .set({ ...erasedColumns, body: '', html: '', state: 'removed', heldFor: null })
    .where(isErased(leaver, choice)),
  db
    .update(comments)
    .set({
      body: ANONYMIZED_TEXT,
      html: `<p>${ANONYMIZED_TEXT}</p>`,
      digest: null,
      tone: null,
      asks: false,
    })
    .where(isAnonymized(leaver, choice)),
  ...recountThreads(db, leaver),
  removeName(db, leaver, name),
]

/** What a member signs with. */
export type MemberByline = Pick<Member, 'id' | 'name' | 'handle' | 'website' | 'level'>

/** SQL: comments, held ones included, by confirmed guests with the email address of this member. */
export const isClaimable = (memberId: string): SQL =>
  sql`${comments.guestId} in ${confirmedGuestsOf(memberId)} and ${comments.state} <> 'removed'`

/** Gives a member the comments that they wrote as a guest, in the batch that claims everything. */
export const claimComments = (db: Db, { id, name, handle, website, level }: MemberByline) => {
  const isRemoved = sql`${comments.state} = 'removed'`
  return db
    .update(comments)
    .set({
      memberId: id,
      guestId: null,
      name: sql`iif(${isRemoved}, '', ${name})`,
      website: sql`iif(${isRemoved}, null, ${website})`,
      handle,
      level,
    })
    .where(sql`${comments.guestId} in ${confirmedGuestsOf(id)}`)
}

/** The number of comments that a member can claim, and the first few, oldest first. */
export const findClaimable = async (db: Db, memberId: string, few: number) => {
  const [first, [count]] = await db.batch([
    db.select().from(comments).where(isClaimable(memberId)).orderBy(comments.id).limit(few),
    db
      .select({ all: sql<number>`count(*)` })
      .from(comments)
      .where(isClaimable(memberId)),
  ])
  return { first, all: count?.all ?? 0 }
}

/** The ids of the conversations of these comments, to purge their cached pages. */
export const listConversationsOf = async (db: Db, which: SQL): Promise<string[]> => {
  const rows = await db
    .selectDistinct({ conversation: comments.conversation })
    .from(comments)
    .where(which)
  return rows.map(({ conversation }) => conversation)
}

/** The number of a person's comments that are public. */
export const countPublicComments = (db: Db, leaver: ErasureSubject): Promise<number> =>
  db.$count(comments, sql`${isWrittenBy(leaver)} and +${comments.state} in ('published', 'faded')`)

const { html: _html, renderer: _renderer, path: _path, ...ofComments } = getTableColumns(comments)

/** What a person wrote, and where they are mentioned. */
export const commentFiles: ExportFile[] = [
  {
    file: 'comments.json',
    says: 'what you wrote: the text as you typed it, where, when, its state, and the reactions to it. `address` is a scrambled form of where you wrote from, which cannot be turned back and means nothing after a day',
    read: (db, { subject }) => db.select(ofComments).from(comments).where(isWrittenBy(subject)),
  },
  {
    file: 'removed-comments.json',
    says: 'what hosts removed of what you wrote, as long as they can bring it back',
    read: (db, { subject }) => {
      const { html: _html, ...shown } = getTableColumns(removals)
      return db.select(shown).from(removals).where(sql`${removals.comment} in (
        select comments.id from comments where ${isWrittenBy(subject)})`)
    },
  },
  {
    file: 'replies-you-read.json',
    says: 'the replies of other hosts that you read before they were sent',
    read: (db, of) =>
      db
        .select({ id: comments.id, readBy: comments.readBy })
        .from(comments)
        .where(isMine(sql`${comments.readBy}`, of)),
  },
  {
    file: 'versions.json',
    says: 'what conversations said before they were changed, as far as you wrote it',
    read: (db, of) =>
      db
        .select()
        .from(versions)
        .where(isMine(sql`${versions.by}`, of)),
  },
  {
    file: 'mentions.json',
    says: 'the comments that mention you',
    read: (db, of) =>
      db
        .select()
        .from(mentions)
        .where(isMine(sql`${mentions.memberId}`, of)),
  },
]
