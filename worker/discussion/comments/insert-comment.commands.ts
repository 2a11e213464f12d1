import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { countComments, findCounts, openConversation } from '../conversations/queries'
import { isLocked } from '../conversations/rules'
import type { Db } from '../../env'
import { insertIf } from '../../lib/insert'
import { addGuest, memberAt } from '../../accounts/members/queries'
import { type Guest, guests } from '../../accounts/members/table'
import { outgoing } from '../../notifications/queries'
import { signsOf } from './spam-signs.queries'
import type { Found, Look } from '../spam/rules'
import { keepMentions } from './mention.commands'
import { DEEPEST } from './rules'
import { type Comment, comments } from './table'

/** Within this time the same words by the same person in the same place are one comment. */
export const SAME = 10 * 60 * 1000
const HOUR = 60 * 60 * 1000

/** Who writes: a member, by their session, or a guest. */
export interface Writer {
  /** The member; of a guest there is none. */
  member?: string | undefined
  /** The guest whom the hub's cookie names. */
  visitor?: string | undefined
  email: string
  /** The keyed hash of the e-mail, by which letters to it are counted. */
  recipient: string
  /** The keyed hash of the address it comes from. */
  address: string
  /** A host has the word where a conversation is locked. */
  isHost?: boolean
}

/** What is said, where and when. */
export type Said = Pick<Comment, 'conversation' | 'parentId' | 'body' | 'writtenAt'>

const twins = alias(comments, 'twin')
const authors = alias(guests, 'author')

const isBy = ({ member, visitor, email, address }: Writer) => {
  if (member) return eq(twins.memberId, member)
  return visitor
    ? eq(twins.guestId, visitor)
    : and(eq(twins.address, address), eq(authors.email, email))
}

/**
 * The same words, by the same person, in the same place, a moment ago. The person is whom the
 * session or the cookie names, or else e-mail and address together: repeating what anybody can read
 * makes nobody an author.
 */
const twinOf = (db: Db, writer: Writer, said: Said) =>
  db
    .select({ id: twins.id, guestId: twins.guestId, heldFor: twins.heldFor })
    .from(twins)
    .leftJoin(authors, eq(authors.id, twins.guestId))
    .where(
      and(
        isBy(writer),
        gt(twins.writtenAt, new Date(said.writtenAt.getTime() - SAME)),
        eq(twins.conversation, said.conversation),
        sql`${twins.parentId} is ${said.parentId}`,
        eq(twins.body, said.body),
        sql`${twins.state} <> 'removed'`,
      ),
    )
    .limit(1)

/**
 * How many comments were taken within the hour from this person; from their whole address as well,
 * as long as nothing vouches for them: a guest's cookie is easily thrown away.
 */
export const recent = (
  { member, visitor = '', address }: Writer,
  isConfirmed: boolean,
  now: Date,
): SQL => {
  const mine = member ? eq(comments.memberId, member) : eq(comments.guestId, visitor)
  const who = member || isConfirmed ? mine : or(mine, eq(comments.address, address))
  const since = new Date(now.getTime() - HOUR)
  return sql`(select count(*) from ${comments} where ${and(who, gt(comments.writtenAt, since))})`
}

/** Whether no host keeps this person from writing at this moment. */
export const mayWrite = ({ member }: Writer, now: Date): SQL =>
  member
    ? sql`not exists (select 1 from members s
        where s.id = ${member} and s.silenced_until > ${now.getTime()})`
    : sql`true`

const reading = (db: Db, writer: Writer, said: Said) =>
  [
    db
      .select()
      .from(comments)
      .where(eq(comments.id, said.parentId ?? ''))
      .limit(1),
    db
      .select()
      .from(guests)
      .where(eq(guests.id, writer.visitor ?? ''))
      .limit(1),
    twinOf(db, writer, said),
    memberAt(db, writer.email),
    findCounts(db, said.conversation),
  ] as const

/** What statements give, each in its place. */
type Answers<All extends readonly unknown[]> = { readonly [At in keyof All]: Awaited<All[At]> }

const named = ([[parent], [guest], [twin], [addressee], [counted]]: Answers<
  ReturnType<typeof reading>
>) => ({
  parent,
  guest,
  twin,
  addressee,
  isLocked: isLocked(counted),
  isMerged: Boolean(counted?.mergedInto),
})

/**
 * What must be known before a comment is judged, in one round trip; the addressee is the member
 * whose address a guest has typed, whoever it was that typed it. Where what spam is judged by can
 * not be read, the rest is read without it: there is nothing `found` then.
 */
export const readBefore = async (db: Db, writer: Writer, said: Said, { digest }: Look) => {
  const before = reading(db, writer, said)
  try {
    const signs = signsOf(db, digest, said.writtenAt)
    const [[repeats], [filter], ...read] = await db.batch([...signs, ...before])
    const found: Found = { repeats, filter }
    return { ...named(read), found }
  } catch (error) {
    console.error('what spam is judged by can not be read:', error)
    return { ...named(await db.batch(before)), found: undefined }
  }
}

/** How a comment is signed. */
export type Signed = Pick<Comment, 'name' | 'website'> &
  Partial<Pick<Comment, 'memberId' | 'handle' | 'level' | 'person' | 'asHost'>>

/** What was found out about a comment when it was written. */
export type Judged = Pick<Comment, 'heldFor' | 'restsUntil' | 'tone' | 'asks' | 'digest' | 'spam'>

/** A comment before it has a place. */
export interface NewComment
  extends Said, Signed, Judged, Pick<Comment, 'id' | 'html' | 'renderer' | 'address'> {
  /** The guest who says it, as they now give their name. */
  guest?: Guest | undefined
  /** The ids of the members whom it names. */
  mentioned?: readonly string[]
}

/** A reply lies below its parent, wherever that lies at this moment. */
const placeBelow = (id: string) => ({
  root: sql`p.root`,
  path: sql`case when p.depth < ${DEEPEST} then p.path
    else substr(p.path, 1, length(p.path) - 37) end || ${`/${id}`}`,
  depth: sql`min(p.depth + 1, ${DEEPEST})`,
  sunk: sql`p.sunk`,
})

/** A locked conversation takes no more, but from hosts. */
const isOpen = ({ conversation }: Said, { isHost = false }: Writer): SQL =>
  isHost
    ? sql`true`
    : sql`not exists (select 1 from conversations v
        where v.id = ${conversation}
          and (v.locked_at is not null or v.duplicate_of is not null))`

/** What it answers is there for all to read; whoever wrote what faded sees it so, and may answer it. */
const stands = ({ member, visitor = '' }: Writer): SQL =>
  sql`p.opens = 0 and (p.state = 'published' or (p.state = 'faded'
    and (p.member_id = ${member ?? ''} or p.guest_id = ${visitor})))`

/**
 * Saves the comment and all that follows from it: on D1 a batch is the transaction. It goes in only
 * if it has no twin, its parent still stands, nobody has locked the conversation and `perHour` is
 * not reached, all at this very moment.
 *
 * @returns the comment that now stands for these words: this one, its twin, or none
 */
export const addComment = async (
  db: Db,
  { guest, mentioned = [], ...comment }: NewComment,
  writer: Writer,
  perHour: number,
) => {
  const { id, conversation, parentId, heldFor, writtenAt } = comment
  const twin = twinOf(db, writer, comment)
  const isTaken = sql`not exists ${twin} and ${isOpen(comment, writer)}
    and ${mayWrite(writer, writtenAt)}
    and ${recent(writer, Boolean(guest?.confirmedAt), writtenAt)} < ${perHour}`
  const row = {
    ...comment,
    guestId: guest?.id ?? null,
    root: id,
    path: id,
    depth: 0,
    state: heldFor ? ('held' as const) : ('published' as const),
    shown: !heldFor,
  }
  const isIn = sql`exists (select 1 from ${comments} where ${eq(comments.id, id)})`
  const step = heldFor ? 0 : 1
  const parent = sql`from ${comments} p
    where p.id = ${parentId} and ${stands(writer)} and ${isTaken}`
  const done: unknown[] = await db.batch([
    openConversation(db, conversation),
    ...(guest ? [addGuest(db, guest, isTaken)] : []),
    parentId
      ? insertIf(db, comments, row, parent, placeBelow(id))
      : insertIf(db, comments, row, sql`where ${isTaken}`),
    countComments(
      db,
      sql`(select c.conversation from ${comments} c where c.id = ${id})`,
      sql`${step}`,
      heldFor ? undefined : writtenAt,
    ),
    db
      .update(comments)
      .set({ replies: sql`${comments.replies} + ${step}` })
      .where(and(eq(comments.id, parentId ?? ''), isIn)),
    outgoing(
      db,
      { event: 'guest.confirmation', subject: id, recipient: writer.recipient, now: writtenAt },
      heldFor === 'unconfirmed' ? isIn : sql`false`,
    ),
    ...keepMentions(db, { id, mentioned, now: writtenAt }),
    twin,
  ])
  return (done.at(-1) as Awaited<typeof twin>).at(0)
}
