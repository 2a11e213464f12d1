import type { Context } from 'hono'
import { withTopics } from '../../discussion/conversations/topics.queries'
import type { App } from '../../env'
import { withDeadline } from '../../lib/with-deadline'
import { showPage } from '../../http/layout'
import { newRouter } from '../../http/router'
import { reportRequestIn, daysOf } from './report.rules'
import { toReportCsv } from './report-csv.view'
import { listOfferCounts, readReport } from './report.queries'
import { OfferReportPage } from './report.view'

/** `/desk/offers/`: how often offers and networks were shown and clicked. */
export const offerReport = newRouter()

const requestIn = (c: Context<App>) => {
  const request = reportRequestIn(c.req.query())
  return { request, days: daysOf(request, c.var.now, c.var.hub.timezone) }
}

offerReport.get('/', async (c) => {
  const { request, days } = requestIn(c)
  const report = await withDeadline('report', readReport(c.var.db, days[0]!, request.of))
  const hub = await withDeadline(
    'report',
    withTopics(
      c.var.db,
      c.var.hub,
      report.pages.map(({ page }) => page),
    ),
  )
  return showPage(c, {
    title: 'Offers · Desk',
    page: hub.paths.deskFrame(),
    children: (
      <OfferReportPage hub={hub} request={request} days={days} report={report} now={c.var.now} />
    ),
  })
})

offerReport.get('/counts.csv', async (c) => {
  const { request, days } = requestIn(c)
  const rows = await withDeadline('report', listOfferCounts(c.var.db, days[0]!, request.of))
  const hub = await withDeadline(
    'report',
    withTopics(
      c.var.db,
      c.var.hub,
      rows.map(({ page }) => page),
    ),
  )
  const name = `offers-${days[0]}-to-${days.at(-1)}.csv`
  return c.body(toReportCsv(hub, rows), 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${name}"`,
  })
})
