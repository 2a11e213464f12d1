import type { Context } from 'hono'
import type { App } from '../../env'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { showMissing, showPage } from '../../http/layout'
import { newRouter } from '../../http/router'
import { allowAddress } from '../../notifications/address-stop.commands'
import { findOldestDue } from '../../notifications/queries'
import { retryEmail, retryEmails } from '../../notifications/retry.commands'
import {
  countRepeated,
  countUndelivered,
  listStopped,
  listUndelivered,
} from '../../notifications/delivery.queries'
import { listRecipients } from './queries'
import { type EmailState, EmailPage } from './view'

/** `/desk/email/`: undelivered emails, and addresses that get none. */
export const deskEmail = newRouter()

const findState = async (c: Context<App>): Promise<EmailState> => {
  const { db, now } = c.var
  const [undelivered, stopped, given, repeated, oldest] = await Promise.all([
    listUndelivered(db),
    listStopped(db),
    countUndelivered(db),
    countRepeated(db),
    findOldestDue(db, now),
  ])
  const hashes = stopped.map(({ recipient }) => recipient)
  const recipients = hashes.length > 0 ? await listRecipients(db, hashes) : []
  const counts = { undelivered: given, repeated }
  return { undelivered, stopped, recipients, counts, oldestDueAt: oldest[0]?.dueAt ?? undefined }
}

deskEmail.get('/', async (c) => {
  const state = await withDeadline('report', findState(c))
  return showPage(c, {
    title: 'Email · Desk',
    children: <EmailPage hub={c.var.hub} {...state} />,
  })
})

const back = (c: Context<App>) => c.redirect(c.var.hub.paths.deskEmail(), 303)

/** All that were given up are due again; the cron trigger sends them. */
deskEmail.post('/retries', async (c) => {
  await withDeadline('write', retryEmails(c.var.db, c.var.now))
  return back(c)
})

deskEmail.post('/:id/retry', async (c) => {
  const id = c.req.param('id')
  if (!isId(id)) return showMissing(c)
  await withDeadline('write', retryEmail(c.var.db, id, c.var.now))
  return back(c)
})

deskEmail.post('/stops/:recipient/ending', async (c) => {
  const { recipient } = c.req.param()
  if (!/^[\w-]{43}$/.test(recipient)) return showMissing(c)
  await withDeadline('write', allowAddress(c.var.db, recipient, c.var.now))
  return back(c)
})
