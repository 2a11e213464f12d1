import type { Context } from 'hono'
import { type Conversation, isTopic } from '../../../site/contract/conversation'
import { slots } from '../../../site/contract/slots'
import { findConversation } from '../conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { isSilenced } from '../../accounts/members/silence.rules'
import { purgeConversation } from '../../http/purge'
import { fragment, wantsFragment } from '../../http/fragment'
import { showPage, showMissing, showMessage } from '../../http/layout'
import { rateLimit } from '../../http/rate-limit'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import { requireHost } from '../../accounts/sign-in/require-host.middleware'
import { newRouter } from '../../http/router'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { ifReadable } from '../../accounts/access/middleware'
import { addVote, decideStatus, removeVote } from './commands'
import { renderVotes } from './slot'
import { findVotes } from './queries'
import { type StatusFault, statusForm, type StatusInput, voteForm } from './form'
import { voteMessages } from './messages'
import { isVotingOver } from './rules'
import { IDEA_ANCHOR, StatusForm } from './view'

/** `/conversations/`: votes for an idea, and its status. */
export const ideaRoutes = newRouter()

/** The idea named by the path, if the viewer may read it. */
const ideaIn = async (c: Context<App>): Promise<Conversation | undefined> => {
  const id = c.req.param('conversation') ?? ''
  const conversation = await ifReadable(c, await findConversation(c.var.db, c.var.hub, id))
  return conversation?.kind === 'idea' ? conversation : undefined
}

/** Why a member may not vote, in a sentence; removing a vote is always allowed. */
const voteRefusal = ({ status }: Conversation, member: SignedIn, now: Date): string | undefined => {
  if (isSilenced(member, now)) return voteMessages.silenced
  return isVotingOver(status) ? voteMessages.over : undefined
}

/** Adds or removes the member's vote; without `to`, the opposite of now. Gives the refusal, if any. */
const vote = async (c: Context<App>, conversation: Conversation, member: SignedIn) => {
  const { db, now } = c.var
  const { values } = voteForm.check(voteForm.read(await c.req.arrayBuffer()))
  const isAdded = values?.to ?? !(await findVotes(db, conversation.id, member.id)).isMine
  if (!isAdded) return void (await removeVote(db, conversation.id, member.id))
  const refused = voteRefusal(conversation, member, now)
  if (refused) return refused
  return void (await addVote(db, conversation, member.id, now))
}

ideaRoutes.post('/:conversation/votes', rateLimit(), async (c) => {
  const conversation = await ideaIn(c)
  if (!conversation) return showMissing(c)
  const returnTo = `${c.var.hub.paths.conversation(conversation)}#${IDEA_ANCHOR}`
  const member = await c.var.member()
  if (!member) return c.redirect(c.var.hub.paths.signIn({ returnTo }), 303)
  const refused = await withDeadline('write', vote(c, conversation, member))
  if (refused) return showMessage(c, 422, voteMessages.refused, refused)
  c.executionCtx.waitUntil(purgeConversation(c.var, conversation))
  if (wantsFragment(c, slots.votes))
    return fragment(c, slots.votes, await renderVotes(c, conversation))
  return c.redirect(returnTo, 303)
})

const refuse = (c: Context<App>, idea: Conversation, input: StatusInput, fault: StatusFault) =>
  showPage(c, {
    title: 'Change the status',
    status: 422,
    children: (
      <>
        <header class="page-head">
          <h1>Change the status of “{idea.title}”</h1>
        </header>
        <StatusForm paths={c.var.hub.paths} idea={idea} input={input} fault={fault} />
        <p>
          <a href={c.var.hub.paths.conversation(idea)}>Back to the idea</a>
        </p>
      </>
    ),
  })

/** A host sets the status of a topic's idea. The status of a post's idea is set in its file. */
ideaRoutes.post('/:conversation/status', requireHost, async (c) => {
  const [member, idea] = await Promise.all([memberIn(c), ideaIn(c)])
  if (!idea) return showMissing(c)
  if (!isTopic(idea)) return showMessage(c, 422, voteMessages.inFileTitle, voteMessages.inFile)
  const input = statusForm.read(await c.req.arrayBuffer())
  const { values, faults } = statusForm.check(input)
  if (faults) return refuse(c, idea, input, faults[0])
  const { db, now } = c.var
  const done = await withDeadline('write', decideStatus({ db, by: member.id, now }, idea, values))
  if (!done) return refuse(c, idea, input, { field: 'form', reason: 'changed' })
  c.executionCtx.waitUntil(purgeConversation(c.var, idea))
  return c.redirect(`${c.var.hub.paths.conversation(idea)}#${IDEA_ANCHOR}`, 303)
})
