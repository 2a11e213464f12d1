import { createMiddleware } from 'hono/factory'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { isHost } from '../members/rules'

/** Lets hosts through; for everybody else the address is not there. */
export const requireHost = createMiddleware<App>(async (c, next) => {
  const member = await withDeadline('read', c.var.member())
  return isHost(member) ? next() : c.notFound()
})
