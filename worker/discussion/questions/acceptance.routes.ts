import type { Context } from 'hono'
import { findRequestedComment, type FoundComment } from '../comments/middleware'
import { ANSWER_ANCHOR } from '../comments/highlights.view'
import { findComment } from '../comments/queries'
import { recountPoints } from '../contributors/jobs'
import { actionRefusalMessage } from '../decisions/messages'
import { flagComment } from '../decisions/flag.commands'
import { findModerationTarget, type ModerationTarget } from '../decisions/load.queries'
import type { App } from '../../env'
import { viewerOf, isHost } from '../../accounts/members/rules'
import { withDeadline } from '../../lib/with-deadline'
import { syncLevelsOfAuthors } from '../comments/level-sync.commands'
import { purgeConversation, purgeContributors } from '../../http/purge'
import { showMissing, showMessage } from '../../http/layout'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { acceptanceForm } from './form'
import { isActiveAsker, isActiveMember } from './queries'
import { isOwnQuestion, mayAccept } from './rules'

/** SQL: the member may still accept an answer; `undefined` for hosts, whom the command checks. */
const mayStillAccept = (c: Context<App>, { conversation }: FoundComment, member: SignedIn) => {
  const { hub, now } = c.var
  if (isHost(member)) return undefined
  const viewer = viewerOf(hub, member, undefined, now)
  return isOwnQuestion(conversation, { viewer, member: member.id })
    ? isActiveAsker(member.id, conversation.id, now)
    : isActiveMember(member.id, now)
}

/** Updates the levels and points of the authors of the new and the former answer. */
const updateAuthors = async (c: Context<App>, { comment, conversation }: ModerationTarget) => {
  const { db, hub, now } = c.var
  const { answer } = conversation
  const authors = [comment, answer ? await findComment(db, answer) : undefined]
  const written = authors.filter((each) => each !== undefined)
  await syncLevelsOfAuthors({ db, hub, now }, written)
  await recountPoints({ db, hub, now })
  await purgeContributors(c.var)
}

/** Marks the comment as the answer, or unmarks it; `missing` if it was deleted meanwhile. */
const mark = async (
  c: Context<App>,
  found: FoundComment,
  member: SignedIn,
  to: boolean | undefined,
) => {
  const { db, now } = c.var
  const { comment, conversation } = found
  const target = await findModerationTarget(db, comment.id)
  if (!target) return { refused: 'missing' as const, target: undefined }
  const isAllowed = mayStillAccept(c, found, member)
  const request = { act: 'acceptance' as const, id: comment.id, to, isAllowed }
  return flagComment({ db, by: member.id, now }, request, target, conversation)
}

/**
 * Accepts an answer: for the asker of the question, hosts, and members whose level allows it; the
 * latest decision counts. For all others the address does not exist.
 */
export const acceptAnswer = async (c: Context<App>): Promise<Response> => {
  const { hub, now } = c.var
  const member = await withDeadline('read', c.var.member())
  const input = acceptanceForm.read(await c.req.arrayBuffer())
  const { to } = acceptanceForm.check(input).values ?? {}
  const found = member && (await findRequestedComment(c))
  if (!member || !found) return showMissing(c)
  const { comment, conversation } = found
  const viewer = viewerOf(hub, member, undefined, now)
  if (comment.opens || !mayAccept(hub, conversation, { viewer, member: member.id }))
    return showMissing(c)

  const { refused, target } = await withDeadline('write', mark(c, found, member, to))
  if (refused)
    return showMessage(c, 422, 'Not done', actionRefusalMessage(refused, comment, conversation))
  if (target) c.executionCtx.waitUntil(updateAuthors(c, target))
  c.executionCtx.waitUntil(purgeConversation(c.var, conversation, comment))
  const isOff = to === undefined ? target?.conversation.answer === comment.id : !to
  return c.redirect(
    `${hub.paths.conversation(conversation)}#${isOff ? 'thread-title' : ANSWER_ANCHOR}`,
    303,
  )
}

/** `/comments/`: the answer of a question. */
export const answerRoutes = newRouter()

answerRoutes.post('/:id/answer', acceptAnswer)
