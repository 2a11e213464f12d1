import { sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { findComment } from '../../discussion/comments/queries'
import type { App } from '../../env'
import type { Values } from '../../lib/define-form'
import { isId } from '../../lib/id'
import { withDeadline } from '../../lib/with-deadline'
import { isReachable, createAuthorMessage } from '../../discussion/author-messages/commands'
import { type WarningFault, warningForm, type WarningInput } from './warning.form'
import { showPage, showMissing } from '../../http/layout'
import { memberIn } from '../../accounts/sign-in/require-member.middleware'
import { requireHost } from '../../accounts/sign-in/require-host.middleware'
import { newRouter } from '../../http/router'
import type { Comment } from '../../discussion/comments/table'
import { isWarned } from '../../notifications/table'
import { findWarning } from './warning.queries'
import { hasRoleNow, recordDecision } from '../../audit/commands'
import { DeskPage } from '../../ui/desk-page'
import { WarningPage } from './warning.view'
import { logError } from '../../http/log-error'

/** `/comments/`: a host warns the author of a comment. */
export const warnings = newRouter()

/** The author has no confirmed address, or is a host. */
const UNREACHABLE: WarningFault = { field: 'form', reason: 'unreachable' }

const refuse = (c: Context<App>, comment: Comment, input: WarningInput, fault: WarningFault) =>
  showPage(c, {
    title: 'Not sent',
    fault,
    page: c.var.hub.paths.deskFrame(),
    children: (
      <DeskPage paths={c.var.hub.paths} here="Desk">
        <WarningPage hub={c.var.hub} comment={comment} attempt={{ input, fault }} />
      </DeskPage>
    ),
  })

/** Logs the warning and queues its email in one batch; the id of the entry. */
const sendWarning = async (
  c: Context<App>,
  by: string,
  comment: Comment,
  { body, ...values }: Values<typeof warningForm>,
) => {
  const { db, now } = c.var
  const deciding = { db, by, now }
  const rule = values.rule ?? null
  // The same text again is the same form sent twice, not a second warning.
  const isNew = sql`not ${isWarned({ comment: comment.id, body, by })}`
  const isAllowed = sql`${hasRoleNow(deciding, 'host', 'owner')} and ${isReachable(comment)} and ${isNew}`
  return recordDecision(
    deciding,
    { act: 'warning', subject: comment.id, detail: { rule } },
    isAllowed,
    (isDecided) =>
      createAuthorMessage(db, { kind: 'warning', comment, rule, body, by, now }, isDecided),
  )
}

/** Warns the author of a comment; the comment does not change. */
warnings.post('/:id/warning', requireHost, async (c) => {
  const { db, hub } = c.var
  const host = await memberIn(c)
  const id = c.req.param('id')
  const input = warningForm.read(await c.req.arrayBuffer())
  const comment = isId(id) ? await withDeadline('read', findComment(db, id)) : undefined
  if (!comment) return showMissing(c)
  if (comment.asHost) return refuse(c, comment, input, UNREACHABLE)
  const { values, faults } = warningForm.check(input, hub)
  if (faults) return refuse(c, comment, input, faults[0])
  try {
    const done =
      (await withDeadline('write', sendWarning(c, host.id, comment, values))) ??
      (await findWarning(db, { by: host.id, comment: id, body: values.body }))
    if (!done) return refuse(c, comment, input, UNREACHABLE)
    c.executionCtx.waitUntil(c.var.sendOutbox(id))
    return c.redirect(`${hub.paths.deskComment(id)}?done=${done}`, 303)
  } catch (error) {
    logError(c, 'a warning was not saved', error)
    return refuse(c, comment, input, { field: 'form', reason: 'not-saved' })
  }
})
