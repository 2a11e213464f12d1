import { showPage, showMissing } from '../http/layout'
import { newRouter } from '../http/router'
import { listMailbox } from './queries'
import { MailboxPage } from './view'

/** `/dev/`, on a local hub only. */
export const localMailbox = newRouter()

/** The emails that the hub would have sent. */
localMailbox.get('/mail/', async (c) => {
  if (!c.env.HUB_LOCAL) return showMissing(c)
  const emails = await listMailbox(c.var.db)
  // Browsers do not name JSON; a library for this would be a KiB of the Worker.
  if (c.req.header('accept')?.includes('application/json')) return c.json(emails)
  return showPage(c, {
    title: 'Local mailbox',
    children: <MailboxPage paths={c.var.hub.paths} emails={emails} />,
  })
})
