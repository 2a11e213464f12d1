import { type Context, Hono } from 'hono'
import { addressOf } from '../../site/contract'
import { commentIn, type Found, WRITING } from '../comments/finding'
import { ANSWER } from '../comments/marked'
import { findComment } from '../comments/queries'
import { countDue } from '../contributors/counting'
import { whyNot } from '../desk/act-words'
import { decideOn, type Outcome } from '../desk/acts'
import { isHost } from '../desk/rules'
import type { App } from '../env'
import { within } from '../kit/within'
import { askerOf } from '../members/rules'
import { settleAuthors } from '../members/standing'
import { PATIENCE } from '../shell/compose'
import { forget, forgetContributors } from '../shell/edge'
import { showMissing, showSentence, showUnavailable } from '../shell/frame'
import type { SignedIn } from '../sign-in/queries'
import { closing } from './closing-routes'
import { acceptanceForm } from './form'
import { isStillAsker, isStillFree } from './queries'
import { isOwnQuestion, mayAccept } from './rules'

export const questions = new Hono<App>()

questions.route('/', closing)

questions.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

/** What must still be so of whoever decides when that is written down; of a host the desk asks. */
const stillMay = (c: Context<App>, { conversation }: Found, member: SignedIn) => {
  const { hub, now } = c.var
  if (isHost(member)) return undefined
  const asker = askerOf(hub, member, undefined, now)
  return isOwnQuestion(conversation, { asker, member: member.id })
    ? isStillAsker(member.id, conversation.id, now)
    : isStillFree(member.id, now)
}

/** Levels and points follow what counts for them: of whoever gave the answer, and of whoever had given it before. */
const settle = async (c: Context<App>, { judged }: Outcome) => {
  const { db, hub, now } = c.var
  const before = judged?.conversation.answer
  const authors = [judged?.comment, before ? await findComment(db, before) : undefined]
  const written = authors.filter((each) => each !== undefined)
  await settleAuthors({ db, hub, now }, written)
  await countDue({ db, hub, now })
  await forgetContributors()
}

/**
 * Says which comment settled the question, for whoever asked it and whose level says so; the last
 * one said counts. Hosts come here from the conversation, and from the desk go on to theirs.
 */
questions.post('/comments/:id/acceptance', async (c, next) => {
  const { db, hub, now } = c.var
  const member = await within(PATIENCE, c.var.member())
  const input = acceptanceForm.read(await c.req.arrayBuffer())
  const { to } = acceptanceForm.check(input).values ?? {}
  if (isHost(member) && input.back !== ANSWER) return next()
  const found = member && (await commentIn(c))
  if (!member || !found) return showMissing(c)
  const { comment, conversation } = found
  const asker = askerOf(hub, member, undefined, now)
  if (comment.opens || !mayAccept(hub, conversation, { asker, member: member.id }))
    return showMissing(c)

  const wanted = {
    act: 'acceptance' as const,
    id: comment.id,
    isAllowed: stillMay(c, found, member),
    ...(to !== undefined && { to }),
  }
  const deciding = decideOn({ db, by: member.id, now }, hub, wanted)
  const outcome = await within(WRITING, deciding)
  if (outcome.refused)
    return showSentence(c, 422, 'Not done', whyNot(outcome.refused, comment, conversation))
  c.executionCtx.waitUntil(settle(c, outcome))
  c.executionCtx.waitUntil(forget(conversation, comment))
  const isOff = to === undefined ? outcome.judged?.conversation.answer === comment.id : !to
  return c.redirect(`${addressOf(conversation)}#${isOff ? 'thread-title' : ANSWER}`, 303)
})
