import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { isBanned } from '../../accounts/members/ban.rules'
import { showFrame, showUnavailable } from '../../http/layout'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { clean } from '../../lib/clean-text'
import { savedReplyForm } from './form'
import { readHostRules } from './house-rules.queries'
import { RetryForm } from './retry.view'
import { findDelayedReply, type DelayedReply } from './queries'
import { checkTone } from './tone-check.rules'
import { DelayedReplyPage } from './delay.view'
import { type ReleaseCandidate, obstacleTo, type ReleaseObstacle } from './rules'

/** A reply that waits, with the hub that knows the conversation it is for. */
export interface WaitingReply extends DelayedReply {
  hub: Hub
}

/** The reply that the path names, while it waits. */
export const delayedReplyIn = async (c: Context<App>): Promise<WaitingReply | undefined> => {
  const id = c.req.param('id') ?? ''
  const about = isId(id) ? await withDeadline('read', findDelayedReply(c.var.db, id)) : undefined
  if (!about) return undefined
  return { ...about, hub: await withTopics(c.var.db, c.var.hub, [about.reply.conversation]) }
}

const candidateOf = (
  { reply, parent, role, bannedUntil, lockedAt }: DelayedReply,
  now: Date,
): ReleaseCandidate => ({
  reply,
  parent,
  isByHost:
    role !== null &&
    !isBanned({ bannedUntil: bannedUntil === null ? null : new Date(bannedUntil) }, now),
  isLocked: lockedAt !== null,
})

/** Why nobody can let this reply go as things stand. */
export const obstacleIn = (c: Context<App>, about: WaitingReply): ReleaseObstacle | undefined =>
  obstacleTo(candidateOf(about, c.var.now), conversationById(about.hub, about.reply.conversation))

interface Tried {
  refused?: ReleaseObstacle | undefined
  remark?: { body: string; fault: string }
}

/** The page of a reply that rests, with what was tried there and why it was refused. */
export const showDelayedReply = async (
  c: Context<App>,
  { id: by }: Pick<SignedIn, 'id'>,
  about: WaitingReply,
  tried?: Tried,
) => {
  const { now } = c.var
  const { hub } = about
  const rules = await readHostRules(hub.paths, c.env)
  const findings = checkTone(clean(about.reply.body), hub.language)
  const refused = tried?.refused ?? obstacleIn(c, about)
  const page = { hub, now, by, about, findings, rules, refused, remark: tried?.remark }
  return showFrame(c, {
    title: 'A reply rests · Desk',
    status: tried ? 422 : 200,
    children: <DelayedReplyPage {...page} />,
  })
}

/** The error page of replies: what a host wrote and could not be saved comes back, to be sent again. */
export const showNotSaved = async (c: Context<App>) => {
  if (c.req.method !== 'POST') return showUnavailable(c)
  const { title, body } = savedReplyForm.read(await c.req.arrayBuffer())
  const action = new URL(c.req.url).pathname
  const page = await showFrame(c, {
    title: 'Not saved',
    status: 503,
    children: <RetryForm action={action} title={title} body={body} />,
  })
  page.headers.set('retry-after', '60')
  return page
}
