import type { Hub } from '../../../site/contract/hub'
import type { Member } from '../../accounts/members/table'

/** How many of their comments a page of somebody shows. */
export const COMMENTS_PER_PAGE = 20

/** The most entries in somebody's feed. */
export const FEED_ENTRIES = 30

/** Characters of a comment that their page shows. */
export const EXCERPT = 280

/** A comment, as far as the page of its writer is concerned. */
interface CommentRow {
  id: string
  conversation: string
}

/** What is shown of what was read, and where the page after it begins. */
export interface Cut<Row> {
  shown: Row[]
  /** The page after this one holds what was said before this. */
  next: string | undefined
}

/**
 * How many rows are read for a page of so many: one more tells whether there is another page. Where
 * some conversations are not for the viewer, more are read, but never as many as somebody ever wrote.
 */
export const rowsFor = (most: number, readsAll: boolean): number => (readsAll ? most + 1 : 3 * most)

/**
 * A page of what somebody said, newest first: of the rows that were read, those whose conversation
 * the viewer may read.
 *
 * @param read how many rows were asked for
 */
export const cutPage = <Row extends CommentRow>(
  rows: Row[],
  { most, read, isReadable }: { most: number; read: number; isReadable: (row: Row) => boolean },
): Cut<Row> => {
  const readable = rows.filter(isReadable)
  const shown = readable.slice(0, most)
  const isCut = readable.length > most
  const last = isCut ? shown.at(-1) : rows.length >= read ? rows.at(-1) : undefined
  return { shown, next: last?.id }
}

/** Whether a file in `content/people/` says who this member is. */
export const hasFile = (
  { people }: Pick<Hub, 'people'>,
  { person }: Pick<Member, 'person'>,
): boolean => person !== null && Object.hasOwn(people, person)
