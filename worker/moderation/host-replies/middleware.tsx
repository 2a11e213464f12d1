import type { Context } from 'hono'
import type { Hub } from '../../../site/contract/hub'
import { conversationById } from '../../discussion/conversations/rules'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { isBanned } from '../../accounts/members/ban.rules'
import { showPage } from '../../http/layout'
import type { SignedIn } from '../../accounts/sign-in/queries'
import { clean } from '../../lib/clean-text'
import { readHostRules } from './house-rules.queries'
import { findDelayedReply, type DelayedReply } from './queries'
import { checkTone } from './tone-check.rules'
import { DelayedReplyPage } from './delay.view'
import { type ReleaseCandidate, obstacleTo, type ReleaseObstacle } from './rules'

/** A delayed reply, with a hub that knows its conversation. */
export interface WaitingReply extends DelayedReply {
  hub: Hub
}

/** The delayed reply that the path names; `undefined` once it is sent or discarded. */
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

/** Why this reply cannot be sent now; `undefined` if it can. */
export const obstacleIn = (c: Context<App>, about: WaitingReply): ReleaseObstacle | undefined =>
  obstacleTo(candidateOf(about, c.var.now), conversationById(about.hub, about.reply.conversation))

interface RefusedAttempt {
  refused?: ReleaseObstacle | undefined
  remark?: { body: string; fault: string }
}

/** The page of a delayed reply; 422 with a refused attempt. */
export const showDelayedReply = async (
  c: Context<App>,
  { id: by }: Pick<SignedIn, 'id'>,
  about: WaitingReply,
  attempt?: RefusedAttempt,
) => {
  const { now } = c.var
  const { hub } = about
  const rules = await readHostRules(hub.paths, c.env)
  const findings = checkTone(clean(about.reply.body), hub.language)
  const refused = attempt?.refused ?? obstacleIn(c, about)
  const page = { hub, now, by, about, findings, rules, refused, remark: attempt?.remark }
  return showPage(c, {
    title: 'Delayed reply · Desk',
    status: attempt ? 422 : 200,
    children: <DelayedReplyPage {...page} />,
  })
}
