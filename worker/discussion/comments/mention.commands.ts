import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { App, Db } from '../../env'
import { members } from '../../accounts/members/table'
import { renderMarkdown, type RenderOptions, toHtml } from '../../markdown/markdown'
import { handlesIn } from '../../markdown/mentions'
import type { Statement } from './state-change.commands'
import { comments, mentions } from './table'

/** Who a text can mention: their pages and their member ids, by handle. */
export interface MentionTargets {
  pages: Map<string, string>
  ids: Map<string, string>
}

const none: MentionTargets = { pages: new Map(), ids: new Map() }

/** The members and the people of `content/people/` with these handles. */
const findByHandle = async (
  db: Db,
  hub: Pick<Hub, 'people' | 'paths'>,
  handles: string[],
): Promise<MentionTargets> => {
  const called = sql`(select value from json_each(${JSON.stringify(handles)}))`
  const found = await db
    .select({ id: members.id, handle: members.handle, person: members.person })
    .from(members)
    .where(
      and(
        or(sql`lower(${members.handle}) in ${called}`, inArray(members.person, called)),
        isNull(members.invitedAt),
      ),
    )
  const filed = handles.filter((handle) => Object.hasOwn(hub.people, handle))
  const pages = new Map(filed.map((handle) => [handle, hub.paths.person(handle)]))
  const ids = new Map<string, string>()
  for (const { id, handle, person } of found) {
    const isFiled = person !== null && Object.hasOwn(hub.people, person)
    const page = hub.paths.person(isFiled ? person : handle)
    for (const name of [handle.toLowerCase(), ...(isFiled ? [person] : [])]) {
      if (!handles.includes(name)) continue
      pages.set(name, page)
      ids.set(name, id)
    }
  }
  return { pages, ids }
}

/** Who these texts can mention; texts without an `@` cost no query. */
export const findMentionable = async (
  db: Db,
  hub: Pick<Hub, 'paths' | 'people'>,
  ...texts: string[]
): Promise<MentionTargets> => {
  const handles = [...new Set(texts.flatMap(handlesIn))]
  return handles.length > 0 ? findByHandle(db, hub, handles) : none
}

/** Renders Markdown with its mentions linked; also gives the ids of the mentioned members. */
export const renderWithMentions = async (
  db: Db,
  hub: Pick<Hub, 'paths' | 'people'>,
  body: string,
  options: Omit<RenderOptions, 'pages'> = {},
): Promise<{ html: string; mentioned: string[] }> => {
  const { pages, ids } = await findMentionable(db, hub, body)
  const { html, named } = renderMarkdown(body, { ...options, pages })
  const mentioned = named.flatMap((handle) => ids.get(handle) ?? [])
  return { html, mentioned: [...new Set(mentioned)] }
}

/** Renders Markdown for a preview; while the database is unavailable, without linked mentions. */
export const renderPreview = ({ db, hub }: Pick<App['Variables'], 'db' | 'hub'>, body: string) =>
  renderWithMentions(db, hub, body).then(
    ({ html }) => html,
    () => toHtml(body),
  )

/**
 * Saves the mentions of a comment, in the batch that writes it; authors are not notified of their
 * own. A trigger announces the comment once it is published.
 *
 * @param isWritten SQL: the comment was saved by this batch
 */
export const insertMentions = (
  db: Db,
  { id, mentioned, now }: { id: string; mentioned: readonly string[]; now: Date },
  isWritten: SQL = sql`true`,
): Statement[] => {
  if (mentioned.length === 0) return []
  const named = sql`(select value from json_each(${JSON.stringify(mentioned)}))`
  return [
    db
      .insert(mentions)
      .select(
        sql`select c.id, m.id, ${now.getTime()}, null from ${comments} c join ${members} m
          on m.id in ${named} and m.id is not c.member_id
          where c.id = ${id} and ${isWritten}`,
      )
      .onConflictDoNothing(),
  ]
}

/** Deletes the mentions that an edited comment no longer has. */
export const deleteMentions = (
  db: Db,
  id: string,
  mentioned: readonly string[],
  isDecided?: SQL,
): Statement =>
  db
    .delete(mentions)
    .where(
      and(
        eq(mentions.comment, id),
        sql`${mentions.memberId} not in (select value from json_each(${JSON.stringify(mentioned)}))`,
        isDecided,
      ),
    )

/** Dismisses a member's mention; no row is returned if they have no such mention. */
export const dismissMention = (db: Db, memberId: string, comment: string, now: Date) =>
  db
    .update(mentions)
    .set({ seenAt: sql`coalesce(${mentions.seenAt}, ${now.getTime()})` })
    .where(and(eq(mentions.comment, comment), eq(mentions.memberId, memberId)))
    .returning({ comment: mentions.comment })
