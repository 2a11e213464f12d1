import type { Context } from 'hono'
import type { App } from '../env'
import { isolateState } from '../lib/isolate'
import { showMessage } from './layout'
import { logFailure } from '../lib/log-failure'

const isMissingLogged = isolateState(() => false)

/** What a form is answered while the hub has no secret to know anybody by. */
export const showNotSetUp = async (c: Context<App>) => {
  if (!isMissingLogged.current) logFailure('HUB_SECRET is not set, so nothing can be posted')
  isMissingLogged.current = true
  const page = await showMessage(
    c,
    503,
    'This hub can not take comments yet',
    'It is not set up to take comments: its owner must set HUB_SECRET first.',
  )
  page.headers.set('retry-after', '3600')
  return page
}
