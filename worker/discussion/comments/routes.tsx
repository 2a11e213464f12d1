import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { findConversation } from '../conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import type { Checked } from '../../lib/define-form'
import { setGuestCookie } from '../../accounts/members/visitor.middleware'
import { purgeConversation } from '../../http/purge'
import { showMissing } from '../../http/layout'
import { showNotSetUp } from '../../http/not-set-up'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { TURNSTILE_FIELD } from '../spam/form'
import { verifyTurnstile } from '../../http/turnstile'
import { ifReadable } from '../../accounts/access/middleware'
import { findRequestedComment, isViewerAuthor, updateLevel } from './middleware'
import {
  type CommentFault,
  type CommentInput,
  type CommentValues,
  guestCommentForm,
  memberCommentForm,
} from './form'
import { renderPreview } from './mention.commands'
import { permalink, authorPermalink } from './permalink.rules'
import { createComment, type CreatedComment } from './create-comment.commands'
import { logError } from '../../http/log-error'

/** `/comments/`: the permalinks of comments. */
export const commentRoutes = newRouter()

/** `/conversations/`: the form below a conversation. */
export const newCommentRoutes = newRouter()

/**
 * The conversation named by the path, if the viewer may read it and it has comments, open or closed;
 * its target, if it was merged into another.
 */
const conversationIn = async (c: Context<App>): Promise<Conversation | undefined> => {
  const { db, hub } = c.var
  const found = await findConversation(db, hub, c.req.param('conversation') ?? '')
  const conversation = found?.mergedInto ? await findConversation(db, hub, found.mergedInto) : found
  return ifReadable(c, conversation?.comments === 'none' ? undefined : conversation)
}

/** The values of a member's or guest's form; a session can end after a member's form was rendered. */
const check = (
  { hub }: App['Variables'],
  input: CommentInput,
  isMember: boolean,
): Checked<CommentValues, CommentFault> => {
  if (isMember) return memberCommentForm.check(input, hub)
  if (input.as === 'member') return { faults: [{ field: 'form', reason: 'signed-out' }] }
  return guestCommentForm.check(input, hub)
}

type Outcome =
  | { faults: CommentFault[]; created?: undefined; member?: undefined }
  | { faults?: undefined; created: CreatedComment; member: SignedIn | undefined }

/** Creates a comment by the signed-in member, or else by a guest. */
const submit = async (
  c: Context<App>,
  conversation: Conversation,
  input: CommentInput,
  secret: string,
): Promise<Outcome> => {
  const { db, hub, now, visitor } = c.var
  const member = await c.var.member()
  const { values, faults } = check(c.var, input, member !== undefined)
  if (faults) return { faults }
  const address = await c.var.addressHash()
  const hosts = [c.var.origin, hub.url].map((url) => new URL(url).hostname)
  const isPerson = async () =>
    member ? 'yes' : verifyTurnstile(c.env, input[TURNSTILE_FIELD], hosts)
  const request = { db, hub, now, secret, member, visitor, address, conversation, isPerson }
  const created = await createComment(request, values)
  return 'reason' in created ? { faults: [created] } : { created, member }
}

const notSaved =
  (c: Context<App>) =>
  (error: unknown): Outcome => {
    logError(c, 'a comment was not saved', error)
    return { faults: [{ field: 'form', reason: 'not-saved' }] }
  }

/** The form without JavaScript posts here too. Success redirects, so a reload never posts twice. */
newCommentRoutes.post('/:conversation/comments', async (c) => {
  const { hub } = c.var
  const conversation = await conversationIn(c)
  if (!conversation) return showMissing(c)
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const input = guestCommentForm.read(await c.req.arrayBuffer())
  const refuse = (...faults: CommentFault[]) => c.var.pages.refused(conversation, { input, faults })
  if (await isRateLimited(c)) return refuse({ field: 'form', reason: 'too-fast' })

  const submitting = submit(c, conversation, input, c.env.HUB_SECRET)
  const { faults, created, member } = await withDeadline('write', submitting).catch(notSaved(c))
  if (faults) return refuse(...faults)

  if (created.guestId && !member) await setGuestCookie(c, created.guestId, input.remember !== '')
  if (created.isNew) {
    c.executionCtx.waitUntil(purgeConversation(c.var, conversation, member))
    c.executionCtx.waitUntil(c.var.sendOutbox(created.id))
    updateLevel(c, member?.id)
  }
  return c.redirect(authorPermalink(hub.paths, conversation, created), 303)
})

/** Shows the rendered comment above the form, which stays filled in. */
newCommentRoutes.post('/:conversation/preview', async (c) => {
  const conversation = await conversationIn(c)
  if (!conversation) return showMissing(c)
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const input = guestCommentForm.read(await c.req.arrayBuffer())
  if (await isRateLimited(c))
    return c.var.pages.refused(conversation, {
      input,
      faults: [{ field: 'form', reason: 'too-fast' }],
    })
  const { values, faults = [] } = memberCommentForm.check(input, c.var.hub)
  const preview = values && { preview: await renderPreview(c.var, values.body) }
  return c.var.pages.refused(conversation, { input, faults, ...preview })
})

/** Redirects to the page and anchor of a comment; 404 if the viewer cannot see it. */
commentRoutes.get('/:id/', async (c) => {
  const found = await findRequestedComment(c)
  if (!found) return showMissing(c)
  const { comment, conversation } = found
  if (comment.opens) return c.redirect(c.var.hub.paths.conversation(conversation), 302)
  const isVisible =
    comment.shown || (comment.state === 'held' && (await isViewerAuthor(c, comment)))
  if (isVisible) return c.redirect(permalink(c.var.hub.paths, conversation, comment.id), 302)
  const isViewerHost = Boolean((await c.var.member())?.role)
  return isViewerHost ? c.redirect(c.var.hub.paths.deskComment(comment.id), 302) : showMissing(c)
})
