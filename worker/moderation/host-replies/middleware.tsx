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
import { NotSaved } from './not-saved.view'
import { readResting, type Resting } from './queries'
import { reread } from './rereading.rules'
import { RestingPage } from './delayed.view'
import { type Held, obstacleTo, type Unreleased } from './rules'

/** A reply that waits, with the hub that knows the conversation it is for. */
export interface Waiting extends Resting {
  hub: Hub
}

/** The reply that the path names, while it waits. */
export const restingIn = async (c: Context<App>): Promise<Waiting | undefined> => {
  const id = c.req.param('id') ?? ''
  const about = isId(id) ? await withDeadline('read', readResting(c.var.db, id)) : undefined
  if (!about) return undefined
  return { ...about, hub: await withTopics(c.var.db, c.var.hub, [about.reply.conversation]) }
}

const heldOf = ({ reply, parent, role, bannedUntil, lockedAt }: Resting, now: Date): Held => ({
  reply,
  parent,
  isByHost:
    role !== null &&
    !isBanned({ bannedUntil: bannedUntil === null ? null : new Date(bannedUntil) }, now),
  isLocked: lockedAt !== null,
})

/** Why nobody can let this reply go as things stand. */
export const obstacleIn = (c: Context<App>, about: Waiting): Unreleased | undefined =>
  obstacleTo(heldOf(about, c.var.now), conversationById(about.hub, about.reply.conversation))

interface Tried {
  refused?: Unreleased | undefined
  remark?: { body: string; fault: string }
}

/** The page of a reply that rests, with what was tried there and why it was refused. */
export const showResting = async (
  c: Context<App>,
  { id: by }: Pick<SignedIn, 'id'>,
  about: Waiting,
  tried?: Tried,
) => {
  const { now } = c.var
  const { hub } = about
  const rules = await readHostRules(hub.paths, c.env)
  const findings = reread(clean(about.reply.body), hub.language)
  const refused = tried?.refused ?? obstacleIn(c, about)
  const page = { hub, now, by, about, findings, rules, refused, remark: tried?.remark }
  return showFrame(c, {
    title: 'A reply rests · Desk',
    status: tried ? 422 : 200,
    children: <RestingPage {...page} />,
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
    children: <NotSaved action={action} title={title} body={body} />,
  })
  page.headers.set('retry-after', '60')
  return page
}
