import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import type { App } from '../../env'
import { isHost } from '../../accounts/members/rules'
import { findVotes } from './queries'
import { IdeaSection, VoteBar } from './view'

const read = async (c: Context<App>, conversation: Conversation) => {
  const member = await c.var.member()
  const votes = await findVotes(c.var.db, conversation.id, member?.id)
  return { hub: c.var.hub, conversation, ...votes, isSignedIn: member !== undefined }
}

/** The votes for an idea, for the slot on a post's page. */
export const renderVotes = async (c: Context<App>, conversation: Conversation): Promise<string> =>
  String(<VoteBar {...await read(c, conversation)} />)

/** The section about the idea on a topic's page; `null` if the topic is not an idea. */
export const renderIdea = async (
  c: Context<App>,
  { conversation }: { conversation: Conversation },
) =>
  conversation.kind === 'idea' ? (
    <IdeaSection {...await read(c, conversation)} isHost={isHost(await c.var.member())} />
  ) : null
