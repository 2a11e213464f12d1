import type { Context } from 'hono'
import type { App } from '../env'
import { isolateState } from '../lib/isolate'
import { showMessage } from './layout'

const isMissingLogged = isolateState(() => false)

/** What a form is answered while the hub has no secret to know anybody by. */
export const showNotSetUp = async (c: Context<App>) => {
  if (!isMissingLogged.current)
    console.error('HUB_SECRET is not set; without it nobody can write anything.')
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
