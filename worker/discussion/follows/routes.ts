import type { Context } from 'hono'
import { ifReadable } from '../../accounts/access/middleware'
import { memberIn, requireMember } from '../../accounts/sign-in/require-member.middleware'
import type { App } from '../../env'
import { showMissing } from '../../http/layout'
import { rateLimit } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { isId } from '../../lib/id'
import { findConversation } from '../conversations/topics.queries'
import { setFollow } from './commands'
import { followForm } from './form'
import { findPersonTarget } from './queries'
import { isKnownTarget, isMutable, parseTarget, type Target, targetOf } from './rules'

/** `/me/`: what a member follows and mutes. */
export const followRoutes = newRouter()

/** A target that there is, as it is stored, and the page it is on. */
interface Place {
  target: string
  page: string
}

const placeOfPerson = async (c: Context<App>, of: string): Promise<Place | undefined> => {
  const { db, hub } = c.var
  const target = isId(of) ? targetOf('person', of) : await findPersonTarget(db, hub, of)
  return target ? { target, page: isId(of) ? hub.paths.home() : hub.paths.person(of) } : undefined
}

const placeOfConversation = async (c: Context<App>, of: string): Promise<Place | undefined> => {
  const conversation = await ifReadable(c, await findConversation(c.var.db, c.var.hub, of))
  const isThere = conversation && conversation.comments !== 'none'
  return isThere
    ? {
        target: targetOf('conversation', of),
        page: `${c.var.hub.paths.conversation(conversation)}#thread-title`,
      }
    : undefined
}

/** The target of a form; `undefined` if there is none that the member may read. */
const findPlace = async (c: Context<App>, { type, of }: Target): Promise<Place | undefined> => {
  const { hub } = c.var
  if (type === 'conversation') return placeOfConversation(c, of)
  if (type === 'person') return placeOfPerson(c, of)
  if (!isKnownTarget(hub, { type, of })) return undefined
  const pages = { tag: hub.paths.tag, space: hub.paths.space, kind: hub.paths.kind }
  return { target: targetOf(type, of), page: type === 'hub' ? hub.paths.home() : pages[type](of) }
}

/** Follows, mutes, or neither; it takes back also what the member may no longer read. */
followRoutes.post('/follows', requireMember, rateLimit(), async (c) => {
  const { db, hub, now } = c.var
  const member = await memberIn(c)
  const { values } = followForm.check(followForm.read(await c.req.arrayBuffer()))
  const asked = values && parseTarget(values.target)
  if (!asked || (values.to === 'muted' && !isMutable(asked) && asked.type !== 'person'))
    return showMissing(c)
  const inbox = `${hub.paths.notifications()}#following`
  const found = await findPlace(c, asked)
  const place =
    found ??
    (values.to === 'off' ? { target: targetOf(asked.type, asked.of), page: inbox } : undefined)
  if (!place) return showMissing(c)
  await setFollow(db, { memberId: member.id, target: place.target, to: values.to, now })
  return c.redirect(values.back === 'inbox' ? inbox : place.page, 303)
})
