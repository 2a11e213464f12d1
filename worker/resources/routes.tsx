import { Hono } from 'hono'
import { isTopic } from '../../site/contract'
import { isTooFast, WRITING } from '../comments/finding'
import { use } from '../contributors/queries'
import { lookUp } from '../conversations/topics'
import type { App } from '../env'
import { within } from '../kit/within'
import { isSilenced } from '../members/silence'
import { forget } from '../shell/edge'
import { showMissing, showSentence, showUnavailable } from '../shell/frame'
import { readable } from '../spaces/reading'
import { USES } from './view'

export const resources = new Hono<App>()

resources.onError((error, c) => {
  console.error(error)
  return showUnavailable(c)
})

/** A member says that they used what another shared; the same again takes it back. */
resources.post('/conversations/:conversation/uses', async (c) => {
  const { db, hub, now } = c.var
  const conversation = await readable(c, await lookUp(db, hub, c.req.param('conversation')))
  if (conversation?.kind !== 'resource' || !isTopic(conversation)) return showMissing(c)
  const place = `${hub.paths.conversation(conversation)}#${USES}`
  const member = await c.var.member()
  if (!member) return c.redirect(hub.paths.signIn({ returnTo: place }), 303)
  if (await isTooFast(c))
    return showSentence(
      c,
      429,
      'That was very quick',
      'Please wait a minute, go back and try again.',
    )
  const refuse = (sentence: string) => showSentence(c, 422, 'Not done', sentence)
  if (conversation.startedBy === member.id)
    return refuse('It is your own: that others used it is for them to say.')
  if (isSilenced(member, now)) return refuse('A host has silenced you here until that is over.')
  const using = use(db, { conversation: conversation.id, memberId: member.id, now })
  await within(WRITING, using)
  c.executionCtx.waitUntil(forget(hub.paths, conversation))
  return c.redirect(place, 303)
})
