import type { Hub } from '../../../site/contract/hub'
import type { Member } from '../../accounts/members/table'

/** Comments on a page of a profile. */
export const COMMENTS_PER_PAGE = 20

/** The most entries in a person’s feed. */
export const FEED_ENTRIES = 30

/** The longest excerpt of a comment on a profile, in characters. */
export const EXCERPT_LENGTH = 280

/** The columns of a comment that paging needs. */
interface CommentRow {
  id: string
  conversation: string
}

/** One page of the rows that were read, and where the next begins. */
export interface CommentPage<Row> {
  shown: Row[]
  /** The id before which the next page begins; `undefined` on the last page. */
  next: string | undefined
}

/**
 * How many rows to read for a page: one more shows whether there is another page. If the viewer may
 * not read every conversation, more are read, but never all that a person wrote.
 */
export const rowsFor = (most: number, readsAll: boolean): number => (readsAll ? most + 1 : 3 * most)

/**
 * A page of a person’s comments, newest first: of the rows that were read, those whose conversation
 * the viewer may read.
 *
 * @param read how many rows were asked for
 */
export const commentPageOf = <Row extends CommentRow>(
  rows: Row[],
  { most, read, isReadable }: { most: number; read: number; isReadable: (row: Row) => boolean },
): CommentPage<Row> => {
  const readable = rows.filter(isReadable)
  const shown = readable.slice(0, most)
  const isCut = readable.length > most
  const last = isCut ? shown.at(-1) : rows.length >= read ? rows.at(-1) : undefined
  return { shown, next: last?.id }
}

/** Whether this member’s profile comes from a file in `content/people/`. */
export const hasFile = (
  { people }: Pick<Hub, 'people'>,
  { person }: Pick<Member, 'person'>,
): boolean => person !== null && Object.hasOwn(people, person)
