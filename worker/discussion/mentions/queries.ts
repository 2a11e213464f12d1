import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { comments, mentions } from '../comments/table'
import type { Db } from '../../env'
import { members } from '../../accounts/members/table'
import { documents } from '../search/table'

/** The most that a page shows of those who named somebody. */
const SHOWN = 20

/** How many people are offered while a handle is typed, and how many documents are looked at for names. */
const OFFERED = 6
const LOOKED_AT = 50

/** Where a member was named, with the address that is theirs for certain; while it can be read by anybody. */
export const findMention = async (db: Db, comment: string, memberId: string) =>
  (
    await db
      .select({
        name: comments.name,
        conversation: comments.conversation,
        opens: comments.opens,
        email: members.email,
        bannedUntil: members.bannedUntil,
      })
      .from(mentions)
      .innerJoin(comments, eq(comments.id, mentions.comment))
      .innerJoin(members, eq(members.id, mentions.memberId))
      .where(
        and(
          eq(mentions.comment, comment),
          eq(mentions.memberId, memberId),
          eq(comments.state, 'published'),
          eq(members.emailVerified, true),
          eq(members.isUnmailed, false),
        ),
      )
      .limit(1)
  ).at(0)

/** Where somebody was named, newest first, until they put it away. */
export const listMentions = (db: Db, memberId: string) =>
  db
    .select({
      id: comments.id,
      name: comments.name,
      conversation: comments.conversation,
      opens: comments.opens,
      html: comments.html,
      at: mentions.at,
    })
    .from(mentions)
    .innerJoin(comments, eq(comments.id, mentions.comment))
    .where(
      and(
        eq(mentions.memberId, memberId),
        isNull(mentions.seenAt),
        eq(comments.state, 'published'),
      ),
    )
    .orderBy(desc(mentions.comment))
    .limit(SHOWN)

export type Mention = Awaited<ReturnType<typeof listMentions>>[number]

/** Somebody who can be named. */
export interface Mentionable {
  handle: string
  name: string
}

const isShown = (now: Date) => sql`${members.approvedComments} > 0
  and coalesce(${members.bannedUntil}, 0) <= ${now.getTime()} and ${members.invitedAt} is null`

/**
 * Members whose handle begins so, or a word of whose name does. Only those are offered who have said
 * something: of others nobody has heard.
 *
 * @param typed lower-case letters, digits and hyphens
 */
export const listMentionable = async (db: Db, typed: string, now: Date): Promise<Mentionable[]> => {
  const words = `{title} : "${typed}"*`
  const [called, named] = await db.batch([
    db
      .select({ handle: members.handle, name: members.name })
      .from(members)
      .where(
        sql`lower(${members.handle}) >= ${typed} and lower(${members.handle}) < ${`${typed}{`}
          and ${isShown(now)}`,
      )
      .orderBy(sql`lower(${members.handle})`)
      .limit(OFFERED),
    db
      .select({ handle: members.handle, name: members.name })
      .from(
        sql`(select rowid as number from documents_words where documents_words match ${words}
          order by rowid desc limit ${LOOKED_AT}) as found`,
      )
      .innerJoin(documents, sql`${documents.number} = found.number`)
      .innerJoin(
        members,
        sql`${documents.id} like 'member:%' and ${members.id} = substr(${documents.id}, 8)`,
      )
      .where(isShown(now))
      .limit(OFFERED),
  ])
  return [...called, ...named]
}
