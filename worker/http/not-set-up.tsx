import type { Context } from 'hono'
import type { App } from '../env'
import { isolateState } from '../lib/isolate'
import { showMessage } from './layout'
import { httpMessages } from './messages'
import { logFailure } from '../lib/log-failure'

const isMissingLogged = isolateState(() => false)

/** The answer to a form while the hub has no secret, without which it recognizes no visitor. */
export const showNotSetUp = async (c: Context<App>) => {
  if (!isMissingLogged.current) logFailure('HUB_SECRET is not set, so nothing can be posted')
  isMissingLogged.current = true
  const page = await showMessage(c, 503, ...httpMessages.notSetUp)
  page.headers.set('retry-after', '3600')
  return page
}
