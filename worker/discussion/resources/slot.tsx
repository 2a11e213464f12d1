import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { countUses } from '../contributors/queries'
import type { App } from '../../env'
import { isSilenced } from '../../accounts/members/silence.rules'
import { UsesBar } from './view'

/** How many members used a resource, on its page; `null` if the topic is not a resource. */
export const renderUses = async (
  c: Context<App>,
  { conversation }: { conversation: Conversation },
) => {
  if (conversation.kind !== 'resource') return null
  const member = await c.var.member()
  const uses = await countUses(c.var.db, conversation.id, member?.id)
  const isOwn = member !== undefined && conversation.startedBy === member.id
  const isDenied = isOwn || (member && isSilenced(member, c.var.now))
  const memberMay = isDenied ? 'no' : 'yes'
  return (
    <UsesBar
      paths={c.var.hub.paths}
      conversation={conversation}
      {...uses}
      may={member ? memberMay : 'sign-in'}
    />
  )
}
