import type { Context } from 'hono'
import { type Conversation, isTopic } from '../../../site/contract/conversation'
import { slots } from '../../../site/contract/slots'
import { findConversation } from '../conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { isSilenced } from '../../accounts/members/silence.rules'
import { purgeConversation } from '../../http/page-cache'
import { fragment, wantsFragment } from '../../http/fragment'
import { showPage, showMissing, showMessage } from '../../http/layout'
import { rateLimit } from '../../http/rate-limit'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import { requireHost } from '../../accounts/sign-in/require-host.middleware'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { ifReadable } from '../../accounts/access/middleware'
import { decideStatus } from './commands'
import { renderVotes } from './slot'
import { addVote, findVotes, removeVote } from './queries'
import { type StatusFault, statusForm, type StatusInput, voteForm } from './form'
import { isVotingOver } from './rules'
import { IDEA_ANCHOR, StatusForm } from './view'

/** `/conversations/`: votes for an idea, and what becomes of it. */
export const ideaRoutes = newRouter()

/** The idea that the path names, for whoever may read it. */
const ideaIn = async (c: Context<App>): Promise<Conversation | undefined> => {
  const id = c.req.param('conversation') ?? ''
  const conversation = await ifReadable(c, await findConversation(c.var.db, c.var.hub, id))
  return conversation?.kind === 'idea' ? conversation : undefined
}

/** Why somebody may not give their vote, in a sentence; taking it back is always theirs. */
const whyNot = ({ status }: Conversation, member: SignedIn, now: Date): string | undefined => {
  if (isSilenced(member, now))
    return 'A host has silenced you here. You can vote when that is over.'
  return isVotingOver(status)
    ? 'What becomes of this idea is settled: it takes no more votes.'
    : undefined
}

/** One vote of each member; without `to`, the same again takes it back. */
const vote = async (c: Context<App>, conversation: Conversation, member: SignedIn) => {
  const { db, now } = c.var
  const { values } = voteForm.check(voteForm.read(await c.req.arrayBuffer()))
  const isGiving = values?.to ?? !(await findVotes(db, conversation.id, member.id)).isMine
  if (!isGiving) return void (await removeVote(db, conversation.id, member.id))
  const refused = whyNot(conversation, member, now)
  if (refused) return refused
  return void (await addVote(db, conversation, member.id, now))
}

ideaRoutes.post('/:conversation/votes', rateLimit(), async (c) => {
  const conversation = await ideaIn(c)
  if (!conversation) return showMissing(c)
  const place = `${c.var.hub.paths.conversation(conversation)}#${IDEA_ANCHOR}`
  const member = await c.var.member()
  if (!member) return c.redirect(c.var.hub.paths.signIn({ returnTo: place }), 303)
  const refused = await withDeadline('write', vote(c, conversation, member))
  if (refused) return showMessage(c, 422, 'Your vote was not taken', refused)
  c.executionCtx.waitUntil(purgeConversation(c.var.hub.paths, conversation))
  if (wantsFragment(c, slots.votes))
    return fragment(c, slots.votes, await renderVotes(c, conversation))
  return c.redirect(place, 303)
})

const refuse = (c: Context<App>, idea: Conversation, input: StatusInput, fault: StatusFault) =>
  showPage(c, {
    title: 'What becomes of it',
    status: 422,
    children: (
      <>
        <header class="page-head">
          <h1>What becomes of “{idea.title}”?</h1>
        </header>
        <StatusForm paths={c.var.hub.paths} idea={idea} input={input} fault={fault} />
        <p>
          <a href={c.var.hub.paths.conversation(idea)}>Back to the idea</a>
        </p>
      </>
    ),
  })

/** A host says what becomes of a topic's idea. What becomes of a post's is said in its file. */
ideaRoutes.post('/:conversation/status', requireHost, async (c) => {
  const [member, idea] = await Promise.all([memberIn(c), ideaIn(c)])
  if (!idea) return showMissing(c)
  if (!isTopic(idea))
    return showMessage(
      c,
      422,
      'This is said in a file',
      'What becomes of an idea that was posted in git is said there, as its status and reason. Everybody who voted is told once that is built.',
    )
  const input = statusForm.read(await c.req.arrayBuffer())
  const { values, faults } = statusForm.check(input)
  if (faults) return refuse(c, idea, input, faults[0])
  const { db, now } = c.var
  const done = await withDeadline('write', decideStatus({ db, by: member.id, now }, idea, values))
  if (!done) return refuse(c, idea, input, { field: 'form', reason: 'changed' })
  c.executionCtx.waitUntil(purgeConversation(c.var.hub.paths, idea))
  return c.redirect(`${c.var.hub.paths.conversation(idea)}#${IDEA_ANCHOR}`, 303)
})
