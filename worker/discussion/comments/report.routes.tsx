import type { Context } from 'hono'
import { findRequestedComment, type FoundComment, isViewerAuthor, updateLevel } from './middleware'
import { holdReportedComment } from './commands'
import type { App } from '../../env'
import { newId } from '../../lib/id'
import { secondsUntilMidnight } from '../../lib/utc-day'
import { isNewGuest } from '../../accounts/members/new-guest.rules'
import { viewerOf, isHost } from '../../accounts/members/rules'
import { withDeadline } from '../../lib/with-deadline'
import { setGuestCookie } from '../../accounts/members/visitor.middleware'
import { purgeConversation } from '../../http/purge'
import { showPage, showMissing } from '../../http/layout'
import { showNotSetUp } from '../../http/not-set-up'
import { isRateLimited } from '../../http/rate-limit'
import { newRouter } from '../../http/router'
import { addReport, findReport } from '../reports/commands'
import { type ReportFault, reportForm, type ReportInput } from '../reports/form'
import { formToken, guestInForm } from '../reports/form.token'
import { isRegular, isReportable } from '../reports/rules'
import { ReportCommentPage, ThanksPage } from './report.view'
import { logError } from '../../http/log-error'

/** `/comments/`: readers report a comment. */
export const reportRoutes = newRouter()

/** Authors cannot report their own comment. */
const OWN: ReportFault = { field: 'form', reason: 'own' }

interface Showing extends Partial<FoundComment> {
  sent?: ReportInput
  fault?: ReportFault
}

const show = async (c: Context<App>, { fault, sent, ...shown }: Showing) => {
  const { hub, now, visitor } = c.var
  const id = c.req.param('id') ?? ''
  const drawn = visitor ? '' : sent?.drawn || (await formToken(c.env.HUB_SECRET!, id, now))
  const form = { action: hub.paths.report(id), typed: sent?.reason, drawn }
  const children = <ReportCommentPage hub={hub} {...form} fault={fault} {...shown} />
  const page = await showPage(c, { title: 'Report a comment', fault, children })
  if (fault?.reason === 'too-many')
    page.headers.set('retry-after', String(secondsUntilMidnight(now)))
  return page
}

const showThanks = (c: Context<App>, { comment, conversation }: FoundComment) => {
  const place = isReportable(comment) ? c.var.hub.paths.comment(comment.id) : undefined
  const children = <ThanksPage paths={c.var.hub.paths} conversation={conversation} place={place} />
  return showPage(c, { title: 'Thank you', children })
}

/** The signed-in member, or a guest, who may be a new one. */
const findReporter = async (c: Context<App>, { drawn }: Pick<ReportInput, 'drawn'>) => {
  const { hub, now, visitor } = c.var
  const member = await c.var.member()
  if (!member) {
    const comment = c.req.param('id') ?? ''
    const id = visitor ?? (await guestInForm(c.env.HUB_SECRET!, comment, drawn, now)) ?? newId(now)
    const address = await c.var.addressHash()
    return { id, address, isNew: isNewGuest(id, now), counts: false, isByHost: false }
  }
  const viewer = viewerOf(hub, member, undefined, now)
  const counts = isRegular(viewer, hub.levels)
  return { id: member.id, address: null, isNew: false, counts, isByHost: isHost(viewer) }
}

/** The form; readers who have already reported see the thank-you page, even if the comment is held. */
reportRoutes.get('/:id/report/', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const found = await withDeadline('read', findRequestedComment(c))
  if (!found) return showMissing(c)
  const { id, isByHost } = await findReporter(c, reportForm.blank)
  const [done] = await findReport(c.var.db, found.comment.id, id)
  if (done) return showThanks(c, found)
  if (!isReportable(found.comment)) return showMissing(c)
  if (isByHost) return c.redirect(c.var.hub.paths.deskComment(found.comment.id), 302)
  if (c.req.query('done')) return showThanks(c, found)
  return show(c, { ...found, ...((await isViewerAuthor(c, found.comment)) && { fault: OWN }) })
})

/** Purges cached pages that show the comment that is now held, and updates its author's level. */
const afterHold = (c: Context<App>, { comment, conversation }: FoundComment) => {
  c.executionCtx.waitUntil(purgeConversation(c.var, conversation, comment))
  updateLevel(c, comment.memberId)
}

const submit = async (c: Context<App>, sent: ReportInput): Promise<Response> => {
  const { db, now } = c.var
  const found = await findRequestedComment(c)
  if (!found) return showMissing(c)
  const { comment } = found
  const { id, isByHost, ...reporter } = await findReporter(c, sent)
  const done = c.redirect(c.var.hub.paths.reporting(comment.id, { done: 'yes' }), 303)
  // A repeated report gets the same response, even if the comment is held by now.
  if (!isReportable(comment))
    return (await findReport(db, comment.id, id)).length > 0 ? done : showMissing(c)
  if (isByHost) return c.redirect(c.var.hub.paths.deskComment(comment.id), 303)
  if (await isViewerAuthor(c, comment)) return show(c, { ...found, fault: OWN })
  const { values, faults } = reportForm.check(sent)
  if (faults) return show(c, { ...found, sent, fault: faults[0] })

  const reporting = {
    ...reporter,
    comment: comment.id,
    reporter: id,
    reason: values.reason ?? null,
    now,
  }
  const outcome = await addReport(db, reporting, (isEnough) =>
    holdReportedComment(db, comment.id, now, isEnough),
  )
  if (outcome === 'refused')
    return reporter.isNew
      ? show(c, { ...found, sent, fault: { field: 'form', reason: 'too-many' } })
      : showMissing(c)
  if (outcome === 'held') afterHold(c, found)
  // For a year, so that the browser's next report counts as the same guest's.
  if (!c.var.visitor && reporter.address) await setGuestCookie(c, id, true)
  return c.redirect(c.var.hub.paths.reporting(comment.id, { done: 'yes' }), 303)
}

reportRoutes.post('/:id/report', async (c) => {
  if (!c.env.HUB_SECRET) return showNotSetUp(c)
  const sent = reportForm.read(await c.req.arrayBuffer())
  if (await isRateLimited(c)) return show(c, { sent, fault: { field: 'form', reason: 'too-fast' } })
  return withDeadline('write', submit(c, sent)).catch((error: unknown) => {
    logError(c, 'a report was not saved', error)
    return show(c, { sent, fault: { field: 'form', reason: 'not-saved' } })
  })
})
