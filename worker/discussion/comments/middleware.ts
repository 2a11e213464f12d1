import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { findConversation } from '../conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { syncLevel } from './level-sync.commands'
import { mayRead } from '../../accounts/access/middleware'
import { findComment } from './queries'
import { isOwn } from './rules'
import type { Comment } from './table'

/** A requested comment and its conversation. */
export interface FoundComment {
  comment: Comment
  conversation: Conversation
}

/** The comment named by the path; `undefined` unless the viewer may read its conversation. */
export const findRequestedComment = async (c: Context<App>): Promise<FoundComment | undefined> => {
  const id = c.req.param('id') ?? ''
  const comment = isId(id) ? await findComment(c.var.db, id) : undefined
  const conversation =
    comment && (await findConversation(c.var.db, c.var.hub, comment.conversation))
  if (!conversation || conversation.comments === 'none') return undefined
  return (await mayRead(c, conversation)) ? { comment, conversation } : undefined
}

/** Whether the viewer wrote the comment. */
export const isViewerAuthor = async (c: Context<App>, comment: Comment) =>
  isOwn(comment, { guest: c.var.visitor, member: (await c.var.member())?.id })

/** Updates a member's level after the response: something that counts for it was done or undone. */
export const updateLevel = (c: Context<App>, memberId: string | null | undefined) => {
  const { db, hub, now } = c.var
  if (memberId) c.executionCtx.waitUntil(syncLevel({ db, hub, now }, memberId))
}
