import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import type { SignedIn } from './queries'
import { redirectToSignIn } from './session.middleware'

/** Lets members through; all others are redirected to sign in. */
export const requireMember = createMiddleware<App>(async (c, next) => {
  const deadline = c.req.method === 'POST' ? 'write' : 'read'
  const member = await withDeadline(deadline, c.var.member())
  return member ? next() : redirectToSignIn(c)
})

/** The signed-in member, behind `requireMember` or `requireHost`; throws anywhere else. */
export const memberIn = async (c: Context<App>): Promise<SignedIn> => {
  const member = await c.var.member()
  if (!member) throw new Error('expected requireMember or requireHost before this handler')
  return member
}
