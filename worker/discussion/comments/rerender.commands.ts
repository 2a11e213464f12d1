import { and, eq, gt, ne, or, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { type RenderOptions, renderer, toHtml } from '../../markdown/markdown'
import { relFor } from '../../markdown/link-rules'
import { findMentionable } from './mention.commands'
import { type Comment, comments } from './table'

/** Comments in a page, and pages in a call; the rest is left for another call. */
const PAGE = 100
const PAGES = 10

type Place = Pick<Comment, 'id' | 'writtenAt'>

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

/** Renders a comment's Markdown again, unless it was edited meanwhile. */
const rerender = (db: Db, { id, body }: Pick<Comment, 'id' | 'body'>, options: RenderOptions) =>
  db
    .update(comments)
    .set({ html: toHtml(body, options), renderer })
    .where(and(eq(comments.id, id), eq(comments.body, body)))

/**
 * Renders a member's comments again with links that search engines may or may not follow.
 *
 * @returns whether comments are left for another call
 */
export const rerenderLinks = async (
  { db, hub }: { db: Db; hub: Pick<Hub, 'paths' | 'people'> },
  memberId: string,
  followed: boolean,
  pages = PAGES,
): Promise<boolean> => {
  const wrong = relFor(!followed)
  let found = await listLinking(db, memberId, wrong)
  for (let page = 0; found.length > 0; page++) {
    if (page === pages) return true
    const named = await findMentionable(db, hub, ...found.map(({ body }) => body))
    const options = { followed, pages: named.pages }
    const [first, ...rest]: BatchItem<'sqlite'>[] = found.map((one) => rerender(db, one, options))
    await db.batch([first!, ...rest])
    found = await listLinking(db, memberId, wrong, found.at(-1))
  }
  return false
}
