import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { findCounts } from '../conversations/queries'
import type { App } from '../../env'
import { purgeConversation } from '../../http/purge'
import { showMissing, showMessage } from '../../http/layout'
import { withdrawComment } from './commands'
import { findRequestedComment, type FoundComment, isViewerAuthor, updateLevel } from './middleware'
import { permalink } from './permalink.rules'
import { discardDelayed } from './release.commands'
import { refusalToAuthor } from './rules'
import { commentMessage } from './messages'

/** Why an author cannot edit or delete their comment. */
export type RevisionRefusal = 'too-late' | 'silenced' | 'slept-on' | 'answered'

/** A page that says why an author cannot edit or delete their comment. */
export const showRevisionRefusal = (
  c: Context<App>,
  { conversation }: FoundComment,
  reason: RevisionRefusal,
) =>
  showMessage(
    c,
    422,
    'Edit your comment',
    commentMessage({ field: 'form', reason }, c.var.hub, conversation),
  )

/** The requested comment, if the viewer wrote it. */
export const findOwnComment = async (c: Context<App>): Promise<FoundComment | undefined> => {
  const found = await findRequestedComment(c)
  return found && (await isViewerAuthor(c, found.comment)) ? found : undefined
}

/** Whether the topic has comments, which would be deleted with it. */
const hasComments = async (c: Context<App>, { id }: Conversation) =>
  ((await findCounts(c.var.db, id)).at(0)?.comments ?? 0) > 0

/** Deletes a delayed reply, which no reader has seen. */
const discard = async (c: Context<App>, { comment, conversation }: FoundComment) => {
  await discardDelayed(c.var.db, comment.id)
  return c.redirect(permalink(c.var.hub.paths, conversation, comment.parentId!), 303)
}

/** Deletes a comment for its author. */
export const withdraw = async (c: Context<App>): Promise<Response> => {
  const { db, hub, now } = c.var
  const found = await findOwnComment(c)
  if (!found) return showMissing(c)
  const { comment, conversation } = found
  const refused = refusalToAuthor(comment, hub.comments, now)
  if (refused === 'too-late') return showRevisionRefusal(c, found, refused)
  if (comment.opens && (await hasComments(c, conversation)))
    return showRevisionRefusal(c, found, 'answered')
  if (comment.heldFor === 'resting') return discard(c, found)
  if (!refused) await withdrawComment(db, comment.id, now)
  updateLevel(c, comment.memberId)
  c.executionCtx.waitUntil(purgeConversation(c.var, conversation, comment))
  const { paths } = hub
  return c.redirect(
    comment.opens ? paths.home() : `${paths.conversation(conversation)}#thread-title`,
    303,
  )
}
