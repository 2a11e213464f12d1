import { and, eq, gt, ne, or, sql } from 'drizzle-orm'
import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { type RenderOptions, renderer, toHtml } from '../../markdown/markdown'
import { relFor } from '../../markdown/link-rules'
import { findMentionable } from './mention.commands'
import { type Comment, comments } from './table'

/** Comments in a call, which are rendered within a few milliseconds; the rest is left for another. */
const PAGE = 25

/** A comment's place in the order in which a member wrote theirs. */
export type Place = Pick<Comment, 'id' | 'writtenAt'>

const isAfter = ({ id, writtenAt }: Place) =>
  or(gt(comments.writtenAt, writtenAt), and(eq(comments.writtenAt, writtenAt), gt(comments.id, id)))

/** Comments of a member that have links with this `rel`; not those they wrote as a host. */
const listLinking = (db: Db, memberId: string, rel: string, after?: Place) =>
  db
    .select({ id: comments.id, writtenAt: comments.writtenAt, body: comments.body })
    .from(comments)
    .where(
      and(
        eq(comments.memberId, memberId),
        eq(comments.asHost, false),
        ne(comments.state, 'removed'),
        // Quotes in text are entities, so only an attribute matches.
        sql`instr(${comments.html}, ${` rel="${rel}"`}) > 0`,
        after && isAfter(after),
      ),
    )
    .orderBy(comments.writtenAt, comments.id)
    .limit(PAGE)

/** Renders the Markdown of comments again, except those that are edited meanwhile. */
const rerender = (db: Db, found: Pick<Comment, 'id' | 'body'>[], options: RenderOptions) => {
  const made = JSON.stringify(found.map(({ id, body }) => [id, body, toHtml(body, options)]))
  return db
    .update(comments)
    .set({ html: sql`made.value ->> 2`, renderer })
    .from(sql`json_each(${made}) made`)
    .where(sql`${comments.id} = made.value ->> 0 and ${comments.body} = made.value ->> 1`)
}

/**
 * Renders comments of a member again, with links that search engines may or may not follow.
 *
 * @param after only comments after this one; by default from the first
 * @returns the last of them, if more may be left for another call
 */
export const rerenderLinks = async (
  { db, hub }: { db: Db; hub: Pick<Hub, 'paths' | 'people'> },
  memberId: string,
  followed: boolean,
  after?: Place,
): Promise<Place | undefined> => {
  const found = await listLinking(db, memberId, relFor(!followed), after)
  if (found.length === 0) return undefined
  const named = await findMentionable(db, hub, ...found.map(({ body }) => body))
  await rerender(db, found, { followed, pages: named.pages })
  return found[PAGE - 1]
}
