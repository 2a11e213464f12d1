import { isTopic } from '../../../site/contract/conversation'
import { toggleUse } from '../contributors/commands'
import { findConversation } from '../conversations/topics.queries'
import { withDeadline } from '../../lib/with-deadline'
import { isSilenced } from '../../accounts/members/silence.rules'
import { purgeConversation } from '../../http/page-cache'
import { showMissing, showMessage } from '../../http/layout'
import { rateLimit } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { ifReadable } from '../../accounts/access/middleware'
import { USES_ANCHOR } from './view'

/** `/conversations/`: which members used a resource. */
export const resourceRoutes = newRouter()

/** A member says that they used what another shared; the same again takes it back. */
resourceRoutes.post('/:conversation/uses', rateLimit(), async (c) => {
  const { db, hub, now } = c.var
  const conversation = await ifReadable(
    c,
    await findConversation(db, hub, c.req.param('conversation')),
  )
  if (conversation?.kind !== 'resource' || !isTopic(conversation)) return showMissing(c)
  const place = `${hub.paths.conversation(conversation)}#${USES_ANCHOR}`
  const member = await c.var.member()
  if (!member) return c.redirect(c.var.hub.paths.signIn({ returnTo: place }), 303)
  const refuse = (sentence: string) => showMessage(c, 422, 'Not done', sentence)
  if (conversation.startedBy === member.id)
    return refuse('It is your own: that others used it is for them to say.')
  if (isSilenced(member, now)) return refuse('A host has silenced you here until that is over.')
  const using = toggleUse(db, { conversation: conversation.id, memberId: member.id, now })
  await withDeadline('write', using)
  c.executionCtx.waitUntil(purgeConversation(hub.paths, conversation))
  return c.redirect(place, 303)
})
