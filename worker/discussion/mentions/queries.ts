import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { comments, mentions } from '../comments/table'
import type { Db } from '../../env'
import { members } from '../../accounts/members/table'
import { documents } from '../search/table'

/** The most mentions on a page. */
const MAX_SHOWN = 20

/** The most suggestions by handle and by name, and the most search documents read for names. */
const MAX_SUGGESTIONS = 6
const MAX_DOCUMENTS = 50

/** The mentions of a member that they have not dismissed, newest first. */
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
        // The `+` keeps SQLite from starting with every published comment of the hub.
        sql`+${comments.state} = 'published'`,
      ),
    )
    .orderBy(desc(mentions.comment))
    .limit(MAX_SHOWN)

export type Mention = Awaited<ReturnType<typeof listMentions>>[number]

/** A person who can be mentioned. */
export interface Mentionable {
  handle: string
  name: string
}

const isShown = (now: Date) => sql`${members.approvedComments} > 0
  and coalesce(${members.bannedUntil}, 0) <= ${now.getTime()} and ${members.invitedAt} is null`

/**
 * Members whose handle, or a word of whose name, starts like this; only those with a published
 * comment, because the others are unknown to readers.
 *
 * @param typed lower-case letters, digits and hyphens
 */
export const listMentionable = async (db: Db, typed: string, now: Date): Promise<Mentionable[]> => {
  const words = `{title} : "${typed}"*`
  const [byHandle, byName] = await db.batch([
    db
      .select({ handle: members.handle, name: members.name })
      .from(members)
      .where(
        sql`lower(${members.handle}) >= ${typed} and lower(${members.handle}) < ${`${typed}{`}
          and ${isShown(now)}`,
      )
      .orderBy(sql`lower(${members.handle})`)
      .limit(MAX_SUGGESTIONS),
    db
      .select({ handle: members.handle, name: members.name })
      .from(
        sql`(select rowid as number from documents_words where documents_words match ${words}
          order by rowid desc limit ${MAX_DOCUMENTS}) as found`,
      )
      .innerJoin(documents, sql`${documents.number} = found.number`)
      .innerJoin(
        members,
        sql`${documents.id} like 'member:%' and ${members.id} = substr(${documents.id}, 8)`,
      )
      .where(isShown(now))
      .limit(MAX_SUGGESTIONS),
  ])
  return [...byHandle, ...byName]
}
