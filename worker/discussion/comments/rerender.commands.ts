import { and, eq, gt, ne, or, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Hub } from '../../../site/contract/hub'
import type { Db } from '../../env'
import { type RenderOptions, renderer, toHtml } from '../../markdown/markdown'
import { relFor } from '../../markdown/link-rules'
import { findMentionable } from './mention.commands'
import { type Comment, comments } from './table'

/** Comments drawn again at a time, and how often at one call: more is for another. */
const PAGE = 100
const PAGES = 10

type Place = Pick<Comment, 'id' | 'writtenAt'>

const isAfter = ({ id, writtenAt }: Place) =>
  or(gt(comments.writtenAt, writtenAt), and(eq(comments.writtenAt, writtenAt), gt(comments.id, id)))

/** What a member said for themselves whose links say `rel`; what they said as a host stays the hub's. */
const listLinking = (db: Db, memberId: string, rel: string, after?: Place) =>
  db
    .select({ id: comments.id, writtenAt: comments.writtenAt, body: comments.body })
    .from(comments)
    .where(
      and(
        eq(comments.memberId, memberId),
        eq(comments.asHost, false),
        ne(comments.state, 'removed'),
        // Quotes in words are entities: only an attribute looks like this.
        sql`instr(${comments.html}, ${` rel="${rel}"`}) > 0`,
        after && isAfter(after),
      ),
    )
    .orderBy(comments.writtenAt, comments.id)
    .limit(PAGE)

/** Made anew from the words, since nothing edits HTML; not where they have changed meanwhile. */
const relink = (db: Db, { id, body }: Pick<Comment, 'id' | 'body'>, drawing: RenderOptions) =>
  db
    .update(comments)
    .set({ html: toHtml(body, drawing), renderer })
    .where(and(eq(comments.id, id), eq(comments.body, body)))

/**
 * Brings the links in all that a member has said to whether search engines may follow them now.
 *
 * @returns whether some are left for another call
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
    const drawing = { followed, pages: named.pages }
    const [first, ...rest]: BatchItem<'sqlite'>[] = found.map((one) => relink(db, one, drawing))
    await db.batch([first!, ...rest])
    found = await listLinking(db, memberId, wrong, found.at(-1))
  }
  return false
}
