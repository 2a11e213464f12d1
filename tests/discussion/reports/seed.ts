import { comments } from '../../../worker/discussion/comments/table'
import { ensureConversation } from '../../../worker/discussion/conversations/commands'
import { newId } from '../../../worker/lib/id'
import { grants } from '../../../worker/accounts/members/table'
import { reports } from '../../../worker/discussion/reports/table'
import { db, member } from '../../world'

let written = 0

/** A comment that everybody can see, by nobody in particular unless something else is said. */
export const addComment = async (as: Partial<typeof comments.$inferInsert> = {}) => {
  const now = new Date()
  const id = newId(now)
  written++
  const conversation = as.conversation ?? 'post:open'
  await ensureConversation(db, conversation)
  await db.insert(comments).values({
    id,
    conversation,
    root: id,
    path: id,
    depth: 0,
    shown: true,
    name: 'Ada',
    body: `What was said ${written}`,
    html: `<p>What was said ${written}</p>`,
    renderer: 1,
    state: 'published',
    writtenAt: now,
    ...as,
  })
  return id
}

/** A member whom a host made a regular. */
export const regular = async (as: Parameters<typeof member>[0] = {}) => {
  const somebody = await member(as)
  await db.insert(grants).values({
    id: newId(new Date()),
    memberId: somebody.id,
    kind: 'grant',
    level: 'regular',
    reason: 'A test',
    grantedBy: 'somebody',
    grantedAt: new Date(),
  })
  return somebody
}

/** What hosts ruled of somebody's reports so far. */
export const addRecord = async (reporter: string, rulings: ('right' | 'wrong')[]) => {
  for (const ruling of rulings) {
    const comment = await addComment()
    const at = new Date()
    const row = { id: newId(at), comment, reporter, weight: 1, at, ruling, ruledAt: at }
    await db.insert(reports).values(row)
  }
}
