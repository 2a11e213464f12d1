import type { Context } from 'hono'
import type { App } from '../../env'
import { showPage, showUnavailable } from '../../http/layout'
import { RetryAnyForm } from './view'

/** The error page of the desk; for a form that could not be saved, the form to send again. */
export const showDeskError = async (c: Context<App>) => {
  if (c.req.method !== 'POST') return showUnavailable(c)
  const sent = [...new URLSearchParams(new TextDecoder().decode(await c.req.arrayBuffer()))]
  const action = new URL(c.req.url).pathname
  const page = await showPage(c, {
    title: 'Not saved',
    status: 503,
    children: <RetryAnyForm action={action} sent={sent} />,
  })
  page.headers.set('retry-after', '60')
  return page
}
