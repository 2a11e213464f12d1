import type { Context } from 'hono'
import { findRequestedComment, type FoundComment } from '../comments/middleware'
import { ANSWER_ANCHOR } from '../comments/highlights.view'
import { findComment } from '../comments/queries'
import { recountPoints } from '../contributors/jobs'
import { actionRefusalMessage } from '../decisions/messages'
import { applyAction, type ActionResult } from '../decisions/actions.commands'
import type { App } from '../../env'
import { viewerOf, isHost } from '../../accounts/members/rules'
import { withDeadline } from '../../lib/with-deadline'
import { syncLevelsOfAuthors } from '../comments/level-sync.commands'
import { purgeConversation, purgeContributors } from '../../http/page-cache'
import { showMissing, showMessage } from '../../http/layout'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { acceptanceForm } from './form'
import { isActiveAsker, isActiveMember } from './queries'
import { isOwnQuestion, mayAccept } from './rules'

/** What must still be so of whoever decides when that is written down; of a host the desk asks. */
const stillMay = (c: Context<App>, { conversation }: FoundComment, member: SignedIn) => {
  const { hub, now } = c.var
  if (isHost(member)) return undefined
  const viewer = viewerOf(hub, member, undefined, now)
  return isOwnQuestion(conversation, { viewer, member: member.id })
    ? isActiveAsker(member.id, conversation.id, now)
    : isActiveMember(member.id, now)
}

/** Levels and points follow what counts for them: of whoever gave the answer, and of whoever had given it before. */
const settle = async (c: Context<App>, { target: judged }: ActionResult) => {
  const { db, hub, now } = c.var
  const before = judged?.conversation.answer
  const authors = [judged?.comment, before ? await findComment(db, before) : undefined]
  const written = authors.filter((each) => each !== undefined)
  await syncLevelsOfAuthors({ db, hub, now }, written)
  await recountPoints({ db, hub, now })
  await purgeContributors(hub.paths)
}

/**
 * Says which comment settled the question, for whoever asked it, hosts, and members whose level says
 * so; the last one said counts. To everybody else it is not there.
 */
export const acceptAnswer = async (c: Context<App>): Promise<Response> => {
  const { db, hub, now } = c.var
  const member = await withDeadline('read', c.var.member())
  const input = acceptanceForm.read(await c.req.arrayBuffer())
  const { to } = acceptanceForm.check(input).values ?? {}
  const found = member && (await findRequestedComment(c))
  if (!member || !found) return showMissing(c)
  const { comment, conversation } = found
  const viewer = viewerOf(hub, member, undefined, now)
  if (comment.opens || !mayAccept(hub, conversation, { viewer, member: member.id }))
    return showMissing(c)

  const wanted = {
    act: 'acceptance' as const,
    id: comment.id,
    isAllowed: stillMay(c, found, member),
    ...(to !== undefined && { to }),
  }
  const deciding = applyAction({ db, by: member.id, now }, hub, wanted)
  const outcome = await withDeadline('write', deciding)
  if (outcome.refused)
    return showMessage(
      c,
      422,
      'Not done',
      actionRefusalMessage(outcome.refused, comment, conversation),
    )
  c.executionCtx.waitUntil(settle(c, outcome))
  c.executionCtx.waitUntil(purgeConversation(hub.paths, conversation, comment))
  const isOff = to === undefined ? outcome.target?.conversation.answer === comment.id : !to
  return c.redirect(
    `${hub.paths.conversation(conversation)}#${isOff ? 'thread-title' : ANSWER_ANCHOR}`,
    303,
  )
}

/** `/comments/`: which comment settled a question. */
export const answerRoutes = newRouter()

answerRoutes.post('/:id/answer', acceptAnswer)
