import { createMiddleware } from 'hono/factory'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { isHost } from '../members/rules'

/** Lets hosts through; all others get 404. */
export const requireHost = createMiddleware<App>(async (c, next) => {
  const member = await withDeadline('read', c.var.member())
  return isHost(member) ? next() : c.notFound()
})
