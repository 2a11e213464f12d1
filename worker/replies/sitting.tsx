import type { Context } from 'hono'
import { conversationById } from '../conversations/rules'
import { know } from '../conversations/topics'
import type { App } from '../env'
import { isId } from '../kit/id'
import { within } from '../kit/within'
import { isBanned } from '../members/ban'
import { PATIENCE } from '../shell/compose'
import { showFrame } from '../shell/frame'
import type { SignedIn } from '../sign-in/queries'
import { clean } from '../text/words'
import { savedReplyForm } from './form'
import { readHostRules } from './house-rules'
import { NotSaved } from './not-saved'
import { readResting, type Resting } from './queries'
import { reread } from './rereading'
import { RestingPage } from './resting'
import { type Held, obstacleTo, type Unreleased } from './rules'

/** The reply that the path names, while it rests. */
export const restingIn = async (c: Context<App>): Promise<Resting | undefined> => {
  const id = c.req.param('id') ?? ''
  const about = isId(id) ? await within(PATIENCE, readResting(c.var.db, id)) : undefined
  if (about) await know(c, [about.reply.conversation])
  return about
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
export const obstacleIn = (c: Context<App>, about: Resting): Unreleased | undefined =>
  obstacleTo(heldOf(about, c.var.now), conversationById(c.var.hub, about.reply.conversation))

interface Tried {
  refused?: Unreleased | undefined
  remark?: { body: string; fault: string }
}

/** The page of a reply that rests, with what was tried there and why it was refused. */
export const showResting = async (
  c: Context<App>,
  { id: by }: Pick<SignedIn, 'id'>,
  about: Resting,
  tried?: Tried,
) => {
  const { hub, now } = c.var
  const rules = await readHostRules(c.env)
  const findings = reread(clean(about.reply.body), hub.language)
  const refused = tried?.refused ?? obstacleIn(c, about)
  const page = { hub, now, by, about, findings, rules, refused, remark: tried?.remark }
  return showFrame(c, {
    title: 'A reply rests · Desk',
    status: tried ? 422 : 200,
    children: <RestingPage {...page} />,
  })
}

/** While the database does not answer, what a host wrote comes back to be sent again. */
export const showNotSaved = async (c: Context<App>) => {
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
