import type { Context } from 'hono'
import type { Conversation } from '../../../site/contract/conversation'
import { countUses } from '../contributors/queries'
import type { App } from '../../env'
import { isSilenced } from '../../accounts/members/silence.rules'
import { UsesBar } from './view'

/** Who used it, below a resource that a member shares; nothing, where it is none. */
export const renderUses = async (
  c: Context<App>,
  { conversation }: { conversation: Conversation },
) => {
  if (conversation.kind !== 'resource') return null
  const member = await c.var.member()
  const uses = await countUses(c.var.db, conversation.id, member?.id)
  const isTheirs = member !== undefined && conversation.startedBy === member.id
  const isKept = isTheirs || (member && isSilenced(member, c.var.now))
  const mayThey = isKept ? 'no' : 'yes'
  return (
    <UsesBar
      paths={c.var.hub.paths}
      conversation={conversation}
      {...uses}
      may={member ? mayThey : 'sign-in'}
    />
  )
}
