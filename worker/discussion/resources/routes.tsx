import { isTopic } from '../../../site/contract/conversation'
import { toggleUse } from '../contributors/commands'
import { findConversation } from '../conversations/topics.queries'
import { withDeadline } from '../../lib/with-deadline'
import { isSilenced } from '../../accounts/members/silence.rules'
import { purgeConversation } from '../../http/purge'
import { showMissing, showMessage } from '../../http/layout'
import { rateLimit } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { ifReadable } from '../../accounts/access/middleware'
import { useForm } from './form'
import { useMessages } from './messages'
import { USES_ANCHOR } from './view'

/** `/conversations/`: who used a resource. */
export const resourceRoutes = newRouter()

/** Marks a resource as used by the member, or undoes it. */
resourceRoutes.post('/:conversation/uses', rateLimit(), async (c) => {
  const { db, hub, now } = c.var
  const conversation = await ifReadable(
    c,
    await findConversation(db, hub, c.req.param('conversation')),
  )
  if (conversation?.kind !== 'resource' || !isTopic(conversation)) return showMissing(c)
  const returnTo = `${hub.paths.conversation(conversation)}#${USES_ANCHOR}`
  const member = await c.var.member()
  if (!member) return c.redirect(c.var.hub.paths.signIn({ returnTo }), 303)
  const refuse = (sentence: string) => showMessage(c, 422, useMessages.refused, sentence)
  if (conversation.startedBy === member.id) return refuse(useMessages.own)
  if (isSilenced(member, now)) return refuse(useMessages.silenced)
  const { values } = useForm.check(useForm.read(await c.req.arrayBuffer()))
  const use = { conversation: conversation.id, memberId: member.id, to: values?.to, now }
  await withDeadline('write', toggleUse(db, use))
  c.executionCtx.waitUntil(purgeConversation(c.var, conversation))
  return c.redirect(returnTo, 303)
})
