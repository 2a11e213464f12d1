import { comments, type CommentRow } from '../../../worker/discussion/comments/table'
import { conversations } from '../../../worker/discussion/conversations/table'
import { newId } from '../../../worker/lib/id'
import type { Member } from '../../../worker/accounts/members/table'
import { db } from '../../world'

let moments = 0

/**
 * Somebody said this a while ago, each time a minute after the last.
 *
 * @param by a member, or the handle in `content/people/` of somebody without an account
 */
export const said = async (
  by: Pick<Member, 'id' | 'name'> | string,
  words: string,
  more: Partial<CommentRow> = {},
) => {
  moments++
  const writtenAt = new Date(Date.UTC(2026, 2, 1) + moments * 60_000)
  const id = newId(writtenAt)
  const conversation = more.conversation ?? 'post:open'
  const who = typeof by === 'string' ? { person: by, name: by } : { memberId: by.id, name: by.name }
  await db.insert(conversations).values({ id: conversation }).onConflictDoNothing()
  await db.insert(comments).values({
    id,
    conversation,
    root: id,
    path: id,
    depth: 0,
    body: words,
    html: `<p>${words}</p>`,
    renderer: 1,
    state: 'published',
    shown: true,
    writtenAt,
    ...who,
    ...more,
  })
  return id
}
